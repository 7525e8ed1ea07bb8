package dev.usher.app.cli.remote;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the array of rejected rows one at a time, however long it is; used by one thread. */
public final class RowErrors implements AutoCloseable {

    private final JsonParser parser;
    private final boolean rows;

    /** A row of the array. */
    private record Row(@Nullable List<RowError> errors) {}

    RowErrors(InputStream json) {
        this.parser = Documents.parser(json);
        // Why a job failed as a whole is an object.
        this.rows = parser.nextToken() == JsonToken.START_ARRAY;
    }

    /** The errors of the next row; null after the last. */
    public @Nullable List<RowError> next() {
        if (!rows || parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        var errors = parser.readValueAs(Row.class).errors();
        return errors == null ? List.of() : errors;
    }

    @Override
    public void close() {
        parser.close();
    }
}

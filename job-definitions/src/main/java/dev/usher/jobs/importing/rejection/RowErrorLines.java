package dev.usher.jobs.importing.rejection;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is wrong with records as NDJSON, one line for each error. */
public final class RowErrorLines {

    private final OutputStream out;
    private final JsonMapper json;

    /** @param out is not closed */
    public RowErrorLines(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    /** @throws UncheckedIOException if the stream takes no more */
    public void add(RejectedRecord record) {
        try {
            for (var error : record.errors()) {
                out.write(json.writeValueAsBytes(error));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The errors of the rejected records can't be written.", e);
        }
    }
}

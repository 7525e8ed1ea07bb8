package dev.usher.jobs.importing.parse;

import static java.util.Objects.requireNonNull;

import dev.usher.jobs.importing.source.InputDescription;
import org.jspecify.annotations.Nullable;

/** Hands out the reader for an input. */
public final class RowReaders {

    private RowReaders() {}

    /** @param header present exactly if the input is CSV */
    public static RowReader forInput(InputDescription input, @Nullable CsvHeader header) {
        return switch (input.format()) {
            case NDJSON, JSON_ARRAY -> new JsonRowReader();
            case CSV -> new CsvRowReader(requireNonNull(header), requireNonNull(input.dialect()));
        };
    }

    /** @param header present exactly if the input is CSV */
    public static RecordMembers members(InputDescription input, @Nullable CsvHeader header) {
        return switch (input.format()) {
            case NDJSON, JSON_ARRAY -> new JsonMembers();
            case CSV -> new CsvMembers(requireNonNull(header), requireNonNull(input.dialect()));
        };
    }
}

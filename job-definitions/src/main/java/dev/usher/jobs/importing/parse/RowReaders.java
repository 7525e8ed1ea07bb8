package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.source.InputDescription;

/** Hands out the reader for an input. */
public final class RowReaders {

    private RowReaders() {}

    public static RowReader forInput(InputDescription input) {
        return switch (input.format()) {
            case NDJSON, JSON_ARRAY -> new JsonRowReader();
            case CSV -> throw new UnsupportedOperationException("CSV");
        };
    }
}

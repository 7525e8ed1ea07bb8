package dev.usher.jobs.importing.rejection;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowPosition;
import java.util.List;

/** A rejected row with the place in the file of each of its errors. */
public record Rejection(RowPosition position, List<PlacedError> errors) {

    public Rejection {
        errors = List.copyOf(errors);
    }

    /**
     * An error and where it is.
     *
     * @param line 1-based; every line of the file is counted
     * @param column 1-based, in characters
     * @param byteOffset 0-based, in the unpacked file
     */
    public record PlacedError(RowError error, long line, long column, long byteOffset) {}
}

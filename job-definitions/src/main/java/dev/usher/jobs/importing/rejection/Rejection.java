package dev.usher.jobs.importing.rejection;

import dev.usher.jobs.importing.row.RecordLocation;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowPosition;
import java.util.List;

/** A rejected row with the place in the file of each of its errors. */
public record Rejection(RowPosition position, List<PlacedError> errors) {

    public Rejection {
        errors = List.copyOf(errors);
    }

    /** An error and where it is. */
    public record PlacedError(RowError error, RecordLocation location) {}
}

package dev.usher.jobs.importing.row;

import java.util.List;

/** A row that is wrong, with everything that is wrong with it; at least one error. */
public record RejectedRow(RowPosition position, List<RowError> errors) implements RowOutcome {

    public RejectedRow {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a rejected row needs a reason");
        }
    }
}

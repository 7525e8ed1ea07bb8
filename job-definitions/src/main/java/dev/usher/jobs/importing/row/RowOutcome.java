package dev.usher.jobs.importing.row;

/** What validation made of a row: a closed set, so that nothing can be both or neither. */
public sealed interface RowOutcome permits AcceptedRow, RejectedRow {

    RowPosition position();
}

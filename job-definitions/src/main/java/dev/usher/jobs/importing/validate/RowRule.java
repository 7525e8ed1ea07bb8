package dev.usher.jobs.importing.validate;

import dev.usher.jobs.importing.row.RawRow;

/** One condition that a row must meet. Shared by workers: a rule keeps no state between rows. */
interface RowRule {

    /** Adds an error for each place where the row breaks the rule. */
    void errorsFor(RawRow row, RowErrorCollector errors);
}

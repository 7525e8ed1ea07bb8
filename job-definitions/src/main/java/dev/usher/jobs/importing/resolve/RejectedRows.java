package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.importing.stage.RejectedKeys;
import dev.usher.jobs.importing.stage.StagingTable;

/**
 * The statement that takes wrong rows out of staging and stores why, in one step: a row is in exactly one of the two. Its
 * keys stay with the job if that will ask for them.
 *
 * <p>Nothing in it is joined but the places of rows. How many rows are wrong is a guess of the server's, often one where
 * it is all of them, and for a join of what it takes for one row it compares each with each.
 */
final class RejectedRows {

    /** Where staged row {@code s} is. */
    static final String POSITION = "s.ctid AS place, s.record, s.line, s.column_number, s.byte_offset, s.length";

    private RejectedRows() {}

    /**
     * @param wrong a query of the columns of {@link #POSITION}, {@code rank, code, path, message}; a row may occur with
     *     several errors, whose order {@code rank} gives. The statement takes {@code :job} and what the query takes, and
     *     answers the number of rejected rows.
     */
    static String reject(StagingTable staging, String wrong) {
        var keys = staging.rejectedKeys();
        return "WITH wrong AS MATERIALIZED (" + wrong + "), gone AS (DELETE FROM " + staging.name()
                + " AS s USING (SELECT DISTINCT place FROM wrong) AS w WHERE s.ctid = w.place RETURNING "
                + keys.map(RejectedKeys::ofStaged).orElse("1") + "), "
                + keys.map(kept -> "kept AS (" + kept.insertionFrom("gone") + "), ")
                        .orElse("")
                + "noted AS ("
                + "INSERT INTO job_errors (job_id, record_number, error_number, line_number, column_number, byte_offset,"
                + " record_offset, record_length, code, path, message)"
                + " SELECT :job, record, row_number() OVER (PARTITION BY record ORDER BY rank), line, column_number, byte_offset,"
                + " byte_offset, length, code, path, message FROM wrong)"
                + " SELECT count(*) FROM gone";
    }
}

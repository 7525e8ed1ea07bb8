package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.importing.stage.StagingTable;

/**
 * The statement that takes wrong rows out of staging and stores why, in one step: a row is in exactly one of the two.
 */
final class RejectedRows {

    private RejectedRows() {}

    /**
     * @param wrong a query of {@code record, rank, code, path, message}; a row may occur with several errors, whose
     *     order {@code rank} gives. The statement takes {@code :job} and what the query takes, and answers the number
     *     of rejected rows.
     */
    static String reject(StagingTable staging, String wrong) {
        return "WITH wrong AS MATERIALIZED (" + wrong + "), gone AS (DELETE FROM " + staging.name()
                + " AS s USING (SELECT DISTINCT record, place FROM wrong) AS w WHERE s.ctid = w.place"
                + " RETURNING s.record, s.line, s.column_number, s.byte_offset, s.length), noted AS ("
                + "INSERT INTO job_errors (job_id, record_number, error_number, line_number, column_number, byte_offset,"
                + " record_offset, record_length, code, path, message)"
                + " SELECT :job, record, row_number() OVER (PARTITION BY record ORDER BY rank), line, column_number, byte_offset,"
                + " byte_offset, length, code, path, message FROM gone JOIN wrong USING (record))"
                + " SELECT count(*) FROM gone";
    }
}

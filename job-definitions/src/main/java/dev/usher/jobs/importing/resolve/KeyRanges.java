package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key ranges in which staged rows are resolved and merged, and how far that has come; shared by workers.
 *
 * <p>Ranges hold about the same number of rows. Neighbouring ranges form a group, one per worker, so that two workers
 * insert into different regions of the indexes: of ten ranges, two workers get 0–4 and 5–9. Who is done with his own group
 * helps the others from their ends.
 */
public final class KeyRanges {

    /** Enough rows to cut quantiles from, few enough to sort at once. */
    private static final int SAMPLE_ROWS = 60_000;

    /** What has been done with the rows of a range. */
    public enum Stage {
        RESOLVED("resolved"),
        MERGED("merged");

        private final String column;

        Stage(String column) {
            this.column = column;
        }
    }

    private final JdbcClient jdbc;

    public KeyRanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Cuts the ranges of a job and saves them, in the transaction of the calling thread.
     *
     * @param rows about how many rows are staged
     * @param rowsPerRange how many rows a range should hold
     */
    public void cut(String jobId, UserAttribute key, long rows, long rowsPerRange, int groups) {
        var bounds = bounds(jobId, key, rows, rowsPerRange);
        int ranges = bounds.size() + 1;
        for (int n = 0; n < ranges; n++) {
            jdbc.sql("""
                            INSERT INTO import_key_ranges (job_id, range_number, group_number, low, high)
                            VALUES (:job, :number, :group, :low, :high)
                            """)
                    .param("job", jobId)
                    .param("number", n)
                    .param("group", (int) ((long) n * groups / ranges))
                    .param("low", n == 0 ? null : bounds.get(n - 1))
                    .param("high", n == ranges - 1 ? null : bounds.get(n))
                    .update();
        }
    }

    /** Whether the ranges of a job were cut already. */
    public boolean exist(String jobId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM import_key_ranges WHERE job_id = :job)")
                .param("job", jobId)
                .query(Boolean.class)
                .single();
    }

    /** Numbers of all groups, if there is a range that has not reached a stage. */
    public List<Integer> openGroups(String jobId, Stage stage) {
        return jdbc.sql("SELECT DISTINCT group_number FROM import_key_ranges WHERE job_id = :job AND EXISTS"
                        + " (SELECT FROM import_key_ranges WHERE job_id = :job AND NOT " + stage.column
                        + ") ORDER BY group_number")
                .param("job", jobId)
                .query(Integer.class)
                .list();
    }

    /**
     * The next range that has not reached a stage and that no other worker has, for the rest of the calling thread's
     * transaction: the first of the group, or the last of another one.
     */
    public Optional<KeyRange> claim(String jobId, int group, Stage stage) {
        return jdbc.sql("SELECT range_number, low, high FROM import_key_ranges WHERE job_id = :job AND NOT "
                        + stage.column + " ORDER BY group_number <> :group,"
                        + " CASE WHEN group_number = :group THEN range_number ELSE -range_number END"
                        + " LIMIT 1 FOR UPDATE SKIP LOCKED")
                .param("job", jobId)
                .param("group", group)
                .query((row, number) ->
                        new KeyRange(row.getInt("range_number"), row.getString("low"), row.getString("high")))
                .optional();
    }

    /**
     * Notes in the transaction of the calling thread that a range has reached a stage, and adds to its counters.
     *
     * @throws OptimisticLockingFailureException if it had reached it already
     */
    public void reached(String jobId, KeyRange range, Stage stage, RangeCounts counts) {
        int reached = jdbc.sql("UPDATE import_key_ranges SET " + stage.column
                        + " = true, inserted = inserted + :inserted, updated = updated + :updated,"
                        + " unchanged = unchanged + :unchanged, failed = failed + :failed"
                        + " WHERE job_id = :job AND range_number = :number AND NOT " + stage.column)
                .param("job", jobId)
                .param("number", range.number())
                .param("inserted", counts.inserted())
                .param("updated", counts.updated())
                .param("unchanged", counts.unchanged())
                .param("failed", counts.failed())
                .update();
        if (reached != 1) {
            throw new OptimisticLockingFailureException("Range " + range.number() + " of job " + jobId + " was "
                    + stage.column + " by somebody else meanwhile.");
        }
    }

    /**
     * Removes the bounds, which are keys of users, in the transaction of the calling thread. Only of a job that is not run
     * any more: what is left are its counters.
     */
    public void forgetKeys(String jobId) {
        jdbc.sql("UPDATE import_key_ranges SET low = NULL, high = NULL WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    /** Inner bounds, ascending: quantiles of a sample of pages, which is precise enough and reads little. */
    private List<String> bounds(String jobId, UserAttribute key, long rows, long rowsPerRange) {
        long ranges = Math.max(1, Math.round((double) rows / rowsPerRange));
        if (ranges == 1) {
            return List.of();
        }
        var fractions = new ArrayList<Double>();
        for (int n = 1; n < ranges; n++) {
            fractions.add((double) n / ranges);
        }
        var column = key.attributeName();
        double percent = Math.min(100, 100.0 * SAMPLE_ROWS / rows);
        return jdbc.sql(
                        "SELECT DISTINCT bound COLLATE \"C\" FROM (SELECT unnest(percentile_disc(CAST(:fractions AS float8[]))"
                                + " WITHIN GROUP (ORDER BY " + column + ")) AS bound FROM "
                                + StagingTable.of(jobId).name()
                                + " TABLESAMPLE SYSTEM (:percent)) AS b WHERE bound IS NOT NULL"
                                + " ORDER BY 1")
                .param("fractions", fractions.toArray(Double[]::new))
                .param("percent", percent)
                .query(String.class)
                .list();
    }
}

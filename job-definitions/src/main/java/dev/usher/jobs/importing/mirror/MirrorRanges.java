package dev.usher.jobs.importing.mirror;

import dev.usher.jobs.batch.KeyRange;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ranges in which the users of a plan are met, and how far that has come; shared by workers. */
public final class MirrorRanges {

    /** Whoever waits is in no range's way: nothing happens to them. */
    private static final String CUT = """
            INSERT INTO import_mirror_ranges (job_id, range_number, low, high)
            SELECT :job, range_number, coalesce(lag(high) OVER (ORDER BY range_number), ''), high
              FROM (SELECT range_number, max(user_id) AS high
                      FROM (SELECT user_id, (row_number() OVER (ORDER BY user_id) - 1) / :size AS range_number
                              FROM import_mirror_users
                             WHERE job_id = :job AND fate <> 'waiting') AS numbered
                     GROUP BY range_number) AS ranges
            """;

    private static final String CLAIM = """
            SELECT range_number, low, high
              FROM import_mirror_ranges
             WHERE job_id = :job AND NOT applied
             ORDER BY range_number
             LIMIT 1
               FOR UPDATE SKIP LOCKED
            """;

    private static final String APPLIED = """
            UPDATE import_mirror_ranges
               SET applied = true
             WHERE job_id = :job AND range_number = :number AND NOT applied
            """;

    private final JdbcClient jdbc;

    public MirrorRanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Cuts the plan of a job into ranges of so many users, in the transaction of the calling thread. */
    public void cut(String jobId, int size) {
        jdbc.sql(CUT).param("job", jobId).param("size", size).update();
    }

    /** How many ranges of a job are not applied. */
    public long countOpen(String jobId) {
        return jdbc.sql("SELECT count(*) FROM import_mirror_ranges WHERE job_id = :job AND NOT applied")
                .param("job", jobId)
                .query(Long.class)
                .single();
    }

    /** The next range that no other worker has, for the rest of the calling thread's transaction. */
    public Optional<KeyRange> claim(String jobId) {
        return jdbc.sql(CLAIM)
                .param("job", jobId)
                .query((row, number) ->
                        new KeyRange(row.getInt("range_number"), row.getString("low"), row.getString("high")))
                .optional();
    }

    /**
     * Notes in the transaction of the calling thread that the users of a range were met.
     *
     * @throws OptimisticLockingFailureException if that was noted already
     */
    public void applied(String jobId, KeyRange range) {
        int noted = jdbc.sql(APPLIED)
                .param("job", jobId)
                .param("number", range.number())
                .update();
        if (noted != 1) {
            throw new OptimisticLockingFailureException(
                    "Mirror range " + range.number() + " of job " + jobId + " was applied by somebody else meanwhile.");
        }
    }
}

package dev.usher.jobs.importing.mirror;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What jobs found and did as mirrors, and what is known of the users of a connection because of it; in the transaction of
 * the calling thread. Shared by workers.
 */
public final class Mirrors {

    /** Locks the row, also where it says the same as before. */
    private static final String LOCK = """
            INSERT INTO mirror_runs AS r (connection_id)
            VALUES (:connection)
                ON CONFLICT (connection_id) DO UPDATE SET job_id = r.job_id
            RETURNING coalesce((r.submitted_at, r.job_id) <= (SELECT created_at, id FROM jobs WHERE id = :job), true)
            """;

    private static final String REGISTER = """
            UPDATE mirror_runs
               SET job_id = :job, submitted_at = (SELECT created_at FROM jobs WHERE id = :job)
             WHERE connection_id = :connection
            """;

    private static final String IS_LAST = """
            SELECT job_id = :job FROM mirror_runs WHERE connection_id = :connection FOR SHARE
            """;

    private static final String SAVE = """
            INSERT INTO import_mirrors (job_id, action, outcome, users, missing, due, back)
            VALUES (:job, :action, :outcome, :users, :missing, :due, :back)
            """;

    private static final String REFUSE = """
            INSERT INTO import_mirrors (job_id, action, outcome, reason)
            VALUES (:job, :action, 'refused', :reason)
                ON CONFLICT (job_id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason
            """;

    private static final String COUNT = """
            UPDATE import_mirrors
               SET gone = gone + :gone, unblocked = unblocked + :unblocked
             WHERE job_id = :job
            """;

    /** The plan says the count itself, so that it is the same however often it is noted. */
    private static final String NOTE_WAITING = """
            INSERT INTO mirror_users (connection_id, user_id, blocked, missed_runs, job_id)
            SELECT :connection, user_id, false, missed_runs, :job
              FROM import_mirror_users
             WHERE job_id = :job AND fate = 'waiting'
                ON CONFLICT (connection_id, user_id) DO UPDATE
               SET blocked = false, missed_runs = excluded.missed_runs, job_id = excluded.job_id,
                   noted_at = excluded.noted_at
            """;

    private static final String FORGET_OTHERS = """
            DELETE FROM mirror_users AS m
             WHERE m.connection_id = :connection
               AND (NOT m.blocked AND m.job_id <> :job
                    OR m.blocked AND NOT EXISTS (SELECT FROM users AS u WHERE u.user_id = m.user_id))
            """;

    private final JdbcClient jdbc;

    public Mirrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets what a job has found so far: its gate is passed anew. */
    public void clear(String jobId) {
        for (var table : new String[] {"import_mirror_ranges", "import_mirror_users", "import_mirrors"}) {
            jdbc.sql("DELETE FROM " + table + " WHERE job_id = :job")
                    .param("job", jobId)
                    .update();
        }
    }

    /**
     * Keeps all other mirrors of a connection from beginning, and from going on, until the transaction ends.
     *
     * @return false if a job that was submitted later has passed its guards already
     */
    public boolean lock(String connectionId, String jobId) {
        return jdbc.sql(LOCK)
                .param("connection", connectionId)
                .param("job", jobId)
                .query(Boolean.class)
                .single();
    }

    /** Notes that a job has passed its guards: none that was submitted before it goes on. */
    public void register(String connectionId, String jobId) {
        jdbc.sql(REGISTER).param("connection", connectionId).param("job", jobId).update();
    }

    /** Whether no other job has passed its guards since; it stays so until the transaction ends. */
    public boolean isLast(String connectionId, String jobId) {
        return jdbc.sql(IS_LAST)
                .param("connection", connectionId)
                .param("job", jobId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** @param passed whether no guard stands against it */
    public void save(String jobId, MirrorAction action, boolean passed, MirrorCounts counts) {
        jdbc.sql(SAVE)
                .param("job", jobId)
                .param("action", action.literal())
                .param("outcome", passed ? "planned" : "over_guard")
                .param("users", counts.users())
                .param("missing", counts.missing())
                .param("due", counts.due())
                .param("back", counts.returning())
                .update();
    }

    public void refuse(String jobId, MirrorAction action, MirrorRefusal reason) {
        jdbc.sql(REFUSE)
                .param("job", jobId)
                .param("action", action.literal())
                .param("reason", reason.name())
                .update();
    }

    /** Whether a job has planned what is to be done, or done it already. */
    public boolean isPlanned(String jobId) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM import_mirrors WHERE job_id = :job AND outcome IN ('planned', 'applied'))")
                .param("job", jobId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Counts what became of a range. Workers wait here for each other, so it is the last that they do in a transaction; a job
     * that does not come to its end says all the same whom it met.
     */
    public void count(String jobId, RangeOutcome outcome) {
        jdbc.sql(COUNT)
                .param("job", jobId)
                .param("gone", outcome.gone())
                .param("unblocked", outcome.unblocked())
                .update();
    }

    /** Notes that all ranges were met. */
    public void applied(String jobId) {
        jdbc.sql("UPDATE import_mirrors SET outcome = 'applied' WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    /** Counts a successful run for those who were missing in it, and forgets the runs of everybody else. */
    public void countRun(String connectionId, String jobId) {
        for (var sql : new String[] {NOTE_WAITING, FORGET_OTHERS}) {
            jdbc.sql(sql).param("connection", connectionId).param("job", jobId).update();
        }
    }

    /** Removes the ranges, whose bounds are ids of users: of a job that is not run any more. */
    public void forgetRanges(String jobId) {
        jdbc.sql("DELETE FROM import_mirror_ranges WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    /** Removes the list of users who were missing; what is left are the counts. */
    public void forgetUsers(String jobId) {
        jdbc.sql("DELETE FROM import_mirror_users WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }
}

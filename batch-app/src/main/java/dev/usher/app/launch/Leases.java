package dev.usher.app.launch;

import dev.usher.jobs.batch.JobLease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code job_leases}: under which token a node writes for a job. Who calls it holds the row of the job. */
final class Leases {

    private static final String END_SESSIONS = """
            SELECT count(pg_terminate_backend(pid))
              FROM pg_stat_activity
             WHERE application_name = :session AND datname = current_database()
            """;

    private static final String TAKE = """
            INSERT INTO job_leases (job_id, node_id, token)
            VALUES (:job, :node, nextval('job_lease_tokens'))
            ON CONFLICT (job_id) DO UPDATE
                SET node_id = excluded.node_id, token = excluded.token, taken_at = now()
            RETURNING token
            """;

    /** The token is not compared: only this node can have changed it while the node is the owner. */
    private static final String RENEW = """
            UPDATE job_leases
               SET token = nextval('job_lease_tokens')
             WHERE job_id = :job AND node_id = :node
            RETURNING token
            """;

    private final JdbcClient jdbc;

    Leases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Ends the database sessions that write under a token: a frozen client would keep its locks for ever, and after a lost
     * connection the server may still be working on what was sent.
     *
     * @param token null if nobody ever had one
     */
    void endSessions(@Nullable Long token) {
        if (token != null) {
            jdbc.sql(END_SESSIONS)
                    .param("session", JobLease.SESSION_PREFIX + token)
                    .query(Long.class)
                    .single();
        }
    }

    /** Returns the new token. */
    long take(String jobId, Node node) {
        return jdbc.sql(TAKE)
                .param("job", jobId)
                .param("node", node.id())
                .query(Long.class)
                .single();
    }

    /** Returns the new token; empty if another node has the lease. */
    Optional<Long> renew(String jobId, Node node) {
        return jdbc.sql(RENEW)
                .param("job", jobId)
                .param("node", node.id())
                .query(Long.class)
                .optional();
    }

    /** Returns the present token, which stays until the transaction ends. */
    Optional<Long> lock(String jobId) {
        return jdbc.sql("SELECT token FROM job_leases WHERE job_id = :job FOR UPDATE")
                .param("job", jobId)
                .query(Long.class)
                .optional();
    }

    /** Whether a node has the lease; if so it keeps it until the transaction ends. */
    boolean isHeldBy(Node node, String jobId) {
        return jdbc.sql("SELECT token FROM job_leases WHERE job_id = :job AND node_id = :node FOR SHARE")
                .param("job", jobId)
                .param("node", node.id())
                .query(Long.class)
                .optional()
                .isPresent();
    }
}

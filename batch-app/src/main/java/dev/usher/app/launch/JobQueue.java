package dev.usher.app.launch;

import dev.usher.jobs.batch.JobLease;
import dev.usher.jobs.connection.Connection;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables {@code jobs} and {@code job_leases}: which jobs there are and who owns them. */
final class JobQueue {

    private static final String OWNER = """
            SELECT j.status, j.store, j.leftovers_removed, l.token, n.node_id, n.machine, n.pid, n.process_started_at,
                   extract(epoch FROM now() - n.heartbeat_at) * 1000 AS silent_ms
              FROM jobs AS j
              LEFT JOIN job_leases AS l ON l.job_id = j.id
              LEFT JOIN nodes AS n ON n.node_id = l.node_id
             WHERE j.id = :job
            """;

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

    private static final String RESTART = """
            UPDATE jobs
               SET status = 'pending', stop_requested = false, finished_at = NULL, status_code = NULL,
                   status_details = NULL, takeovers = 0, takeover_mark = NULL
             WHERE id = :job AND status IN ('failed', 'stopped') AND NOT leftovers_removed
            """;

    private static final String FORGET_TAKEOVERS = """
            UPDATE jobs
               SET takeovers = 0, takeover_mark = NULL
             WHERE id = :job
               AND status = 'processing'
               AND (SELECT token FROM job_leases WHERE job_id = :job) IS NOT DISTINCT FROM :token
            """;

    private static final String FINISH = """
            UPDATE jobs
               SET status = :status, status_code = :code, status_details = :details, stop_requested = false,
                   finished_at = now(), running_ms = running_ms + :running
             WHERE id = :job AND status = 'processing'
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    JobQueue(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Who owns a job and since when nothing was heard of them.
     *
     * @param store whose servers may run it; null for a job of a command line
     * @param leftoversRemoved whether what a restart needs is gone
     * @param token of the lease; null if nobody ever had one
     * @param node null if the owner left in good order or there is none
     * @param silent how long the node's last sign of life is ago
     */
    record Owner(
            String status,
            @Nullable String store,
            boolean leftoversRemoved,
            @Nullable Long token,
            @Nullable Node node,
            Duration silent) {}

    /**
     * A job as it is written down.
     *
     * @param connection empty for all connections
     * @param request as JSON
     */
    record NewJob(String id, String type, Optional<Connection> connection, String request) {}

    /** Inserts a job that is processed by {@code node}; returns the token of its lease. */
    long insertLeased(NewJob job, Node node) {
        return require(transaction.execute(status -> {
            jdbc.sql("""
                            INSERT INTO jobs (id, type, status, connection_id, connection, request, started_at, attempts)
                            VALUES (:id, :type, 'processing', :connectionId, :connection, CAST(:request AS jsonb),
                                    now(), 1)
                            """)
                    .param("id", job.id())
                    .param("type", job.type())
                    .param("connectionId", job.connection().map(Connection::id).orElse(null))
                    .param("connection", job.connection().map(Connection::name).orElse(null))
                    .param("request", job.request())
                    .update();
            return take(job.id(), node);
        }));
    }

    /** Lets a job that failed or was stopped wait for a server again. Returns false if it is no such job any more. */
    boolean restart(String jobId) {
        return jdbc.sql(RESTART).param("job", jobId).update() == 1;
    }

    /** Gives a job that lost its owner all its chances again. Returns false if it is not as {@code seen} any more. */
    boolean forgetTakeovers(String jobId, Owner seen) {
        return jdbc.sql(FORGET_TAKEOVERS)
                        .param("job", jobId)
                        .param("token", seen.token(), Types.BIGINT)
                        .update()
                == 1;
    }

    /** Where a job reads or writes. */
    JobFiles files(String jobId) {
        return jdbc.sql("SELECT request -> 'input' ->> 'path' AS input, request -> 'target' ->> 'path' AS target"
                        + " FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query((row, number) -> new JobFiles(path(row.getString("input")), path(row.getString("target"))))
                .single();
    }

    private static Optional<Path> path(@Nullable String text) {
        return Optional.ofNullable(text).map(Path::of);
    }

    /** The type of a job, which is also its name in Spring Batch. */
    String type(String jobId) {
        return jdbc.sql("SELECT type FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query(String.class)
                .single();
    }

    Optional<Owner> owner(String jobId) {
        return jdbc.sql(OWNER)
                .param("job", jobId)
                .query((row, number) -> {
                    var nodeId = row.getString("node_id");
                    var started = row.getObject("process_started_at", OffsetDateTime.class);
                    var node = nodeId == null
                            ? null
                            : new Node(
                                    nodeId,
                                    row.getString("machine"),
                                    row.getLong("pid"),
                                    Optional.ofNullable(started).map(OffsetDateTime::toInstant));
                    var token = row.getObject("token", Long.class);
                    return new Owner(
                            row.getString("status"),
                            row.getString("store"),
                            row.getBoolean("leftovers_removed"),
                            token,
                            node,
                            Duration.ofMillis(row.getLong("silent_ms")));
                })
                .optional();
    }

    /**
     * Ends the database sessions that write under a token: a frozen client would keep its locks for ever.
     *
     * @param session the application name of those sessions
     */
    void endSessions(String session) {
        jdbc.sql(END_SESSIONS).param("session", session).query(Long.class).single();
    }

    /**
     * Gives a job to {@code node} if it is still as {@code seen}.
     *
     * @return the new token; empty if somebody else was faster
     */
    Optional<Long> takeOver(String jobId, Owner seen, Node node) {
        return require(transaction.execute(status -> {
            // A session that ended late may still hold the lease for a moment.
            jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
            var now = jdbc.sql("SELECT status FROM jobs WHERE id = :job AND NOT leftovers_removed FOR UPDATE")
                    .param("job", jobId)
                    .query(String.class)
                    .optional()
                    .orElse("");
            var token = jdbc.sql("SELECT token FROM job_leases WHERE job_id = :job FOR UPDATE")
                    .param("job", jobId)
                    .query(Long.class)
                    .optional()
                    .orElse(null);
            if (!now.equals(seen.status()) || !Objects.equals(token, seen.token())) {
                return Optional.<Long>empty();
            }
            jdbc.sql("""
                            UPDATE jobs
                               SET status = 'processing', stop_requested = false, finished_at = NULL, status_code = NULL,
                                   status_details = NULL, attempts = attempts + 1, started_at = coalesce(started_at, now())
                             WHERE id = :job
                            """).param("job", jobId).update();
            return Optional.of(take(jobId, node));
        }));
    }

    /**
     * Gives a job that {@code node} owns a new token of the same owner, once everything that the old one has under way
     * in the database has come to its end: after a lost connection the server may still be working on what was sent.
     *
     * @return the new token; empty if another node owns the job now
     */
    Optional<Long> renew(String jobId, long oldToken, Node node) {
        endSessions(JobLease.SESSION_PREFIX + oldToken);
        return require(transaction.execute(status -> {
            jdbc.sql("SET LOCAL lock_timeout = '5s'").update();
            return jdbc.sql(RENEW)
                    .param("job", jobId)
                    .param("node", node.id())
                    .query(Long.class)
                    .optional();
        }));
    }

    /**
     * Notes how a job ended. Can be said again if the answer was lost.
     *
     * <p>The token is not compared, as in {@link #renew}: the answer that named the last one may have been lost.
     *
     * @return whether the job still belonged to {@code node}
     */
    boolean finish(String jobId, Node node, Ending ending, Duration running) {
        return require(transaction.execute(status -> {
            // The job's row first, as a takeover does: a look at the lease alone could be out of date at the update.
            jdbc.sql("SELECT id FROM jobs WHERE id = :job FOR UPDATE")
                    .param("job", jobId)
                    .query(String.class)
                    .single();
            boolean owned = jdbc.sql("SELECT token FROM job_leases WHERE job_id = :job AND node_id = :node FOR SHARE")
                    .param("job", jobId)
                    .param("node", node.id())
                    .query(Long.class)
                    .optional()
                    .isPresent();
            if (owned) {
                jdbc.sql(FINISH)
                        .param("job", jobId)
                        .param("status", ending.status())
                        .param("code", ending.code())
                        .param("details", ending.details())
                        .param("running", running.toMillis())
                        .update();
            }
            return owned;
        }));
    }

    /**
     * Notes that a job is to stop if it is being processed, and stops it if it is still waiting. Returns the status that
     * it had, if there is such a job.
     *
     * @throws org.springframework.dao.DataAccessException of a lock that is not available, if somebody holds the job's
     *     row for long
     */
    Optional<String> requestStop(String jobId) {
        return require(transaction.execute(status -> {
            jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
            if (jdbc.sql("UPDATE jobs SET status = 'stopped', finished_at = now()"
                                    + " WHERE id = :job AND status = 'pending'")
                            .param("job", jobId)
                            .update()
                    == 1) {
                return Optional.of("pending");
            }
            jdbc.sql("UPDATE jobs SET stop_requested = true WHERE id = :job AND status = 'processing'")
                    .param("job", jobId)
                    .update();
            return jdbc.sql("SELECT status FROM jobs WHERE id = :job")
                    .param("job", jobId)
                    .query(String.class)
                    .optional();
        }));
    }

    private long take(String jobId, Node node) {
        return jdbc.sql(TAKE)
                .param("job", jobId)
                .param("node", node.id())
                .query(Long.class)
                .single();
    }

    private static <T> T require(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}

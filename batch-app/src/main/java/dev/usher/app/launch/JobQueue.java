package dev.usher.app.launch;

import dev.usher.jobs.connection.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The states of the table {@code jobs}, and who may change them. */
final class JobQueue {

    /** Not one that this node lost and has not yet stopped working on. */
    private static final String OLDEST_PENDING = """
            SELECT id
              FROM jobs
             WHERE status = 'pending' AND (store = :store OR any_server) AND id <> ALL (:running)
             ORDER BY created_at, id
             LIMIT 1
               FOR UPDATE SKIP LOCKED
            """;

    private static final String PROCESS = """
            UPDATE jobs
               SET status = 'processing', stop_requested = false, finished_at = NULL, status_code = NULL,
                   status_details = NULL, attempts = attempts + 1, started_at = coalesce(started_at, now())
             WHERE id = :job
            """;

    /** From now on its files are in the store of whoever has it. */
    private static final String MOVE = "UPDATE jobs SET store = :store WHERE id = :job AND store <> :store";

    private static final String PROCESS_LOST = """
            UPDATE jobs
               SET attempts = attempts + 1, takeover_mark = :mark,
                   takeovers = CASE WHEN takeover_mark = :mark THEN takeovers + 1 ELSE 1 END
             WHERE id = :job
            RETURNING stop_requested, takeovers
            """;

    private static final String RESTART = """
            UPDATE jobs
               SET status = 'pending', stop_requested = false, finished_at = NULL, status_code = NULL,
                   status_details = NULL, takeovers = 0, takeover_mark = NULL
             WHERE id = :job AND status IN ('failed', 'stopped') AND NOT leftovers_removed
            """;

    /** A job goes back to the others only if nobody wants it to stop. */
    private static final String FINISH = """
            UPDATE jobs
               SET status = CASE WHEN :status = 'pending' AND stop_requested THEN 'stopped' ELSE :status END,
                   finished_at = CASE WHEN :status = 'pending' AND NOT stop_requested THEN NULL ELSE now() END,
                   status_code = :code, status_details = :details, stop_requested = false,
                   running_ms = running_ms + :running
             WHERE id = :job AND status = 'processing'
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final IdleJobs idleJobs;

    JobQueue(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = new Leases(jdbc);
        this.idleJobs = new IdleJobs(jdbc);
    }

    /**
     * A job as it is written down.
     *
     * @param connection empty for all connections
     * @param request as JSON
     * @param anyServer whether it needs no file of the store of whoever submits it
     */
    record NewJob(String id, String type, Optional<Connection> connection, String request, boolean anyServer) {}

    /** A job that was pending, and the token under which it is processed now. */
    record Claimed(String jobId, long token) {}

    /**
     * A job whose owner was lost.
     *
     * @param token of its new lease
     * @param stopRequested whether somebody wants it to stop
     * @param takeovers how often it was taken over at this same point, this time included
     */
    record TakenOver(long token, boolean stopRequested, int takeovers) {}

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
            return leases.take(job.id(), node);
        }));
    }

    /** Where a job reads or writes. */
    JobFiles files(String jobId) {
        return jdbc.sql("SELECT nullif(request -> 'input' ->> 'path', '') AS input,"
                        + " nullif(request -> 'target' ->> 'path', '') AS target FROM jobs WHERE id = :job")
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

    /**
     * Gives the oldest job that waits for servers of a store to {@code node}.
     *
     * @param running jobs that it works on, or believes to
     */
    Optional<Claimed> claim(String store, Node node, Collection<String> running) {
        return require(transaction.execute(status -> {
            waitForLocks("2s");
            var oldest = jdbc.sql(OLDEST_PENDING)
                    .param("store", store)
                    .param("running", running.toArray(String[]::new))
                    .query(String.class)
                    .optional();
            return oldest.map(jobId -> {
                leases.lock(jobId).ifPresent(leases::endSessions);
                jdbc.sql(PROCESS).param("job", jobId).update();
                move(jobId, store);
                return new Claimed(jobId, leases.take(jobId, node));
            });
        }));
    }

    /**
     * Gives a job to {@code node} because an operator wants it to, if it is still as {@code seen}.
     *
     * @return the new token; empty if somebody else was faster
     */
    Optional<Long> takeOver(String jobId, JobOwner seen, Node node) {
        leases.endSessions(seen.token());
        return require(transaction.execute(status -> {
            if (!isStillAs(seen, jobId)) {
                return Optional.<Long>empty();
            }
            jdbc.sql(PROCESS).param("job", jobId).update();
            return Optional.of(leases.take(jobId, node));
        }));
    }

    /**
     * Gives a job that lost its owner to {@code node}, if it is still as {@code seen}.
     *
     * @param store of the node
     * @param mark how far it has come
     * @return empty if somebody else was faster
     */
    Optional<TakenOver> takeOverLost(String jobId, JobOwner seen, Node node, String store, String mark) {
        leases.endSessions(seen.token());
        return require(transaction.execute(status -> {
            if (!isStillAs(seen, jobId)) {
                return Optional.<TakenOver>empty();
            }
            long token = leases.take(jobId, node);
            move(jobId, store);
            return Optional.of(jdbc.sql(PROCESS_LOST)
                    .param("job", jobId)
                    .param("mark", mark)
                    .query((row, number) ->
                            new TakenOver(token, row.getBoolean("stop_requested"), row.getInt("takeovers")))
                    .single());
        }));
    }

    private void move(String jobId, String store) {
        jdbc.sql(MOVE).param("job", jobId).param("store", store).update();
    }

    /** Locks a job and its lease; a session that ended late may still hold them for a moment. */
    private boolean isStillAs(JobOwner seen, String jobId) {
        waitForLocks("2s");
        var status = jdbc.sql("SELECT status FROM jobs WHERE id = :job AND NOT leftovers_removed FOR UPDATE")
                .param("job", jobId)
                .query(String.class)
                .optional();
        var token = leases.lock(jobId);
        return status.filter(seen.status()::equals).isPresent() && token.equals(Optional.ofNullable(seen.token()));
    }

    /** Lets a job that failed or was stopped wait for a server again. Returns false if it is no such job any more. */
    boolean restart(String jobId) {
        return jdbc.sql(RESTART).param("job", jobId).update() == 1;
    }

    /** Gives a job that lost its owner all its chances again. Returns false if it is not as {@code seen} any more. */
    boolean forgetTakeovers(String jobId, JobOwner seen) {
        return require(transaction.execute(status -> isStillAs(seen, jobId)
                && jdbc.sql("UPDATE jobs SET takeovers = 0, takeover_mark = NULL WHERE id = :job")
                                .param("job", jobId)
                                .update()
                        == 1));
    }

    /**
     * Gives a job that {@code node} owns a new token of the same owner, once everything that the old one has under way
     * in the database has come to its end.
     *
     * @return the new token; empty if another node owns the job now
     */
    Optional<Long> renew(String jobId, long oldToken, Node node) {
        leases.endSessions(oldToken);
        return require(transaction.execute(status -> {
            waitForLocks("5s");
            return leases.renew(jobId, node);
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
            boolean owned = leases.isHeldBy(node, jobId);
            if (owned) {
                var noted = idleJobs.noted(jobId, ending);
                jdbc.sql(FINISH)
                        .param("job", jobId)
                        .param("status", noted.status())
                        .param("code", noted.code())
                        .param("details", noted.details())
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
            waitForLocks("2s");
            var before = jdbc.sql("SELECT status FROM jobs WHERE id = :job FOR UPDATE")
                    .param("job", jobId)
                    .query(String.class)
                    .optional();
            var change = before.orElse("").equals("pending")
                    ? "UPDATE jobs SET status = 'stopped', finished_at = now() WHERE id = :job AND status = 'pending'"
                    : "UPDATE jobs SET stop_requested = true WHERE id = :job AND status = 'processing'";
            jdbc.sql(change).param("job", jobId).update();
            return before;
        }));
    }

    private void waitForLocks(String longest) {
        jdbc.sql("SET LOCAL lock_timeout = '" + longest + "'").update();
    }

    private static <T> T require(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}

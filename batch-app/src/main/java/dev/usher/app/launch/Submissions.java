package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import java.util.Locale;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs that servers take on; shared by all threads and by all nodes. */
public final class Submissions {

    /** Waits for whoever is writing the same key, and takes over one whose time is over. */
    private static final String INSERT_KEY = """
            INSERT INTO idempotency_keys AS k (client_id, key, request_digest, job_id)
            VALUES (:client, :key, :digest, :job)
            ON CONFLICT (client_id, key) DO UPDATE
                SET request_digest = excluded.request_digest, job_id = excluded.job_id, created_at = now()
              WHERE k.created_at < now() - :life * interval '1 millisecond'
            """;

    private static final String KNOWN_KEY = """
            SELECT job_id, request_digest FROM idempotency_keys WHERE client_id = :client AND key = :key
            """;

    private static final String FORGET_KEYS =
            "DELETE FROM idempotency_keys WHERE created_at < now() - :life * interval '1 millisecond'";

    private static final String INSERT_JOB = """
            INSERT INTO jobs (id, type, status, connection_id, connection, request, store, any_server, external_id,
                              client_id, send_completion_email)
            VALUES (:id, :type, 'pending', :connectionId, :connection, CAST(:request AS jsonb), :store, :anyServer,
                    :externalId, :client, :mail)
            """;

    private static final String ACTIVE_IMPORTS = """
            SELECT count(*)
              FROM jobs
             WHERE type = 'users_import' AND status IN ('pending', 'processing') AND store IS NOT NULL
            """;

    /** Held by whoever counts the active imports until its own is one of them. */
    private static final String COUNTING = "SELECT 1 FROM pg_advisory_xact_lock(7582914660217)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SubmissionProperties properties;

    Submissions(JdbcClient jdbc, TransactionTemplate transaction, SubmissionProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    /**
     * Writes down a job for whichever node with this store is free first.
     *
     * @throws ProblemException if the key was used for another request, or too many imports are active
     */
    Submitted insert(JobQueue.NewJob job, Submission submission, String store) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (submission.key().isPresent() && !claim(submission.key().get(), client(submission), job.id())) {
                return new Submitted(knownJob(submission.key().get(), client(submission)), true);
            }
            requireRoom(job);
            insertJob(job, submission, store);
            return new Submitted(job.id(), false);
        }));
    }

    /** Removes the keys whose time is over. One that is being used again is not among them. */
    public void forgetOldKeys() {
        jdbc.sql(FORGET_KEYS)
                .param("life", properties.idempotencyKeyLife().toMillis())
                .update();
    }

    private static String client(Submission submission) {
        return submission.clientId().orElse("");
    }

    private boolean claim(IdempotencyKey key, String client, String jobId) {
        return jdbc.sql(INSERT_KEY)
                        .param("client", client)
                        .param("key", key.key())
                        .param("digest", key.requestDigest())
                        .param("job", jobId)
                        .param("life", properties.idempotencyKeyLife().toMillis())
                        .update()
                == 1;
    }

    private String knownJob(IdempotencyKey key, String client) {
        return jdbc.sql(KNOWN_KEY)
                .param("client", client)
                .param("key", key.key())
                .query((row, number) -> {
                    if (!row.getString("request_digest").equals(key.requestDigest())) {
                        throw new ProblemException(
                                ProblemType.IDEMPOTENCY_CONFLICT,
                                "The idempotency key was used before, for another request. Use a new key for a new"
                                        + " request.");
                    }
                    return row.getString("job_id");
                })
                .single();
    }

    private void requireRoom(JobQueue.NewJob job) {
        if (properties.maxActiveImports() == 0 || !job.type().equals(JobRequest.OfImport.TYPE)) {
            return;
        }
        jdbc.sql(COUNTING).query(Integer.class).single();
        long active = jdbc.sql(ACTIVE_IMPORTS).query(Long.class).single();
        if (active >= properties.maxActiveImports()) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_JOBS,
                    String.format(
                            Locale.ROOT,
                            "There are %d active import users jobs, please wait until some of them are finished and"
                                    + " try again",
                            active));
        }
    }

    private void insertJob(JobQueue.NewJob job, Submission submission, String store) {
        jdbc.sql(INSERT_JOB)
                .param("id", job.id())
                .param("type", job.type())
                .param("connectionId", job.connection().map(Connection::id).orElse(null))
                .param("connection", job.connection().map(Connection::name).orElse(null))
                .param("request", job.request())
                .param("store", store)
                .param("anyServer", job.anyServer())
                .param("externalId", submission.externalId().orElse(null))
                .param("client", submission.clientId().orElse(null))
                .param("mail", submission.sendCompletionEmail())
                .update();
    }
}

package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.ReadyFiles;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.fetch.TakenFiles;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs that follow one which took the oldest of several files: each takes the next, once its predecessor has completed
 * and the file of that was moved away. Several servers may look at the same time.
 */
public final class FollowUps {

    private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

    /** Of the servers: a command line sees to its own. */
    private static final String DUE = """
            SELECT s.job_id
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
             WHERE s.follow_up = 'due' AND s.settled <> 'open' AND s.store IN (:stores)
               AND j.status = 'completed' AND j.store IS NOT NULL
             ORDER BY j.finished_at, j.id
            """;

    private static final String PREDECESSOR = """
            SELECT j.request, j.external_id, j.client_id, j.send_completion_email, s.settled <> 'open' AS moved
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
             WHERE s.job_id = :job AND s.follow_up = 'due' AND j.status = 'completed'
            """;

    private static final String TAKE =
            "UPDATE import_sources SET follow_up = 'over' WHERE job_id = :job AND follow_up = 'due'";

    /** Whoever waits for the end of the first waits for all. */
    private static final String LINK = """
            UPDATE jobs
               SET first_job_id = (SELECT coalesce(first_job_id, id) FROM jobs WHERE id = :job)
             WHERE id = :next
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ExternalStores stores;
    private final TakenFiles taken;
    private final JsonMapper json;

    FollowUps(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ExternalStores stores,
            TakenFiles taken,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.stores = stores;
        this.taken = taken;
        this.json = json;
    }

    /**
     * What the predecessor was asked, and by whom.
     *
     * @param moved whether its file is out of the way
     */
    record Predecessor(UserImportRequest request, Submission submission, boolean moved) {}

    /** Submits what is due. A store that can't be looked at is looked at again at the next call. */
    public void submitDue(JobLaunchService launch) {
        for (var jobId : due()) {
            try {
                next(
                        jobId,
                        p -> launch.submit(new JobRequest.OfImport(p.request()), p.submission())
                                .jobId());
            } catch (ProblemException e) {
                LOG.warn("Job {}: none can follow it: {}", jobId, e.getMessage());
                if (e.type() == ProblemType.CONNECTION_NOT_FOUND) {
                    jdbc.sql(TAKE).param("job", jobId).update();
                }
            } catch (ExternalStoreException e) {
                LOG.warn("Job {}: none can follow it yet: {}", jobId, e.getMessage());
            }
        }
    }

    private List<String> due() {
        return stores.names().isEmpty()
                ? List.of()
                : jdbc.sql(DUE)
                        .param("stores", stores.names())
                        .query(String.class)
                        .list();
    }

    /** How a job is submitted. */
    interface Submitting {
        String submit(Predecessor predecessor);
    }

    /**
     * Submits the job that follows another one, if there are more files, and nobody else has done so.
     *
     * @return its id
     * @throws ExternalStoreException if the store does not say whether there are
     * @throws ProblemException if there are, but the file of the job is still in their way
     */
    Optional<String> next(String jobId, Submitting submitting) {
        var predecessor = predecessor(jobId);
        if (predecessor.isEmpty()) {
            return Optional.empty();
        }
        boolean more = hasMore(predecessor.get().request());
        if (!predecessor.get().moved()) {
            if (more) {
                throw stuck(jobId);
            }
            return Optional.empty();
        }
        return inTransaction(() -> {
            boolean ours = jdbc.sql(TAKE).param("job", jobId).update() == 1;
            return ours && more ? Optional.of(linked(jobId, submitting.submit(predecessor.get()))) : Optional.empty();
        });
    }

    private String linked(String jobId, String next) {
        jdbc.sql(LINK).param("job", jobId).param("next", next).update();
        return next;
    }

    private Optional<Predecessor> predecessor(String jobId) {
        return jdbc.sql(PREDECESSOR)
                .param("job", jobId)
                .query((row, number) -> new Predecessor(
                        json.readValue(row.getString("request"), UserImportRequest.class)
                                .following(),
                        new Submission(
                                Optional.ofNullable(row.getString("external_id")),
                                Optional.ofNullable(row.getString("client_id")),
                                row.getBoolean("send_completion_email"),
                                Optional.empty()),
                        row.getBoolean("moved")))
                .optional();
    }

    private static ProblemException stuck(String jobId) {
        return new ProblemException(
                ProblemType.JOB_STATE_CONFLICT,
                "Files are left that were not imported: the next one is taken only once that of job " + jobId
                        + " was moved away, and its store does not let it be moved. Mend that, and import again.");
    }

    /** One that is still being written counts: the job that follows may find it complete, and ends well if not. */
    private boolean hasMore(UserImportRequest request) {
        FileSource source = Objects.requireNonNull(request.input().source());
        var imported = taken.unsettled(request.connectionId(), source);
        return ReadyFiles.matching(stores.require(source), source.files()).stream()
                .anyMatch(file -> imported.stream().noneMatch(file::isSameAs));
    }

    private <T> T inTransaction(Supplier<T> action) {
        return Objects.requireNonNull(transaction.execute(status -> action.get()));
    }
}

package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.fetch.SourceSettling;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes jobs with all that came of them. Cut off in between, it can be done again: the row of the job goes last.
 */
public final class JobRemoval {

    private static final String WITHDRAW =
            "UPDATE jobs SET status = 'stopped', finished_at = now() WHERE id = :job AND status = 'pending'";

    private static final String STORED_EXPORT = """
            SELECT regexp_replace(request -> 'target' ->> 'path', '^.*/', '')
              FROM jobs
             WHERE id = :job AND (request -> 'target' ->> 'stored')::boolean
            """;

    /** Once its leftovers are gone nobody can have restarted it. */
    private static final String DELETE = "DELETE FROM jobs WHERE id = :job AND leftovers_removed";

    private final JdbcClient jdbc;
    private final JobQueue queue;
    private final JobOwners owners;
    private final ImportLeftovers importLeftovers;
    private final ExportLeftovers exportLeftovers;
    private final SourceSettling sources;
    private final ExternalStores stores;
    private final RejectedRecords rejects;
    private final FileStore store;
    private final JobRepository repository;

    JobRemoval(
            JdbcClient jdbc,
            JobQueue queue,
            JobOwners owners,
            ImportLeftovers importLeftovers,
            ExportLeftovers exportLeftovers,
            SourceSettling sources,
            ExternalStores stores,
            RejectedRecords rejects,
            FileStore store,
            JobRepository repository) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.owners = owners;
        this.importLeftovers = importLeftovers;
        this.exportLeftovers = exportLeftovers;
        this.sources = sources;
        this.stores = stores;
        this.rejects = rejects;
        this.store = store;
        this.repository = repository;
    }

    /** As {@link JobLaunchService#delete}. */
    void remove(String jobId) {
        jdbc.sql(WITHDRAW).param("job", jobId).update();
        removeEnded(jobId);
    }

    /** @throws ProblemException if there is no such job, it has not ended, or its file is still to be moved */
    public void removeEnded(String jobId) {
        var type = requireEnded(jobId);
        requireSettled(jobId);
        if (type.equals(JobRequest.OfExport.TYPE)) {
            exportLeftovers.remove(jobId);
        } else {
            importLeftovers.remove(jobId);
        }
        if (!owners.find(jobId).map(JobOwner::leftoversRemoved).orElse(true)) {
            throw running(jobId);
        }
        rejects.remove(jobId);
        jdbc.sql(STORED_EXPORT)
                .param("job", jobId)
                .query(String.class)
                .optional()
                .ifPresent(store::delete);
        var instance = repository.getJobInstance(type, JobRun.parameters(jobId));
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
        jdbc.sql(DELETE).param("job", jobId).update();
    }

    private String requireEnded(String jobId) {
        var owner = owners.find(jobId).orElseThrow(() -> ProblemException.noJob(jobId));
        if (owner.status().equals("processing") || owner.status().equals("pending")) {
            throw running(jobId);
        }
        return queue.type(jobId);
    }

    /** In a store that is not configured any more nothing can be moved. */
    private void requireSettled(String jobId) {
        sources.settle(jobId);
        var store = sources.owed(jobId).filter(stores.names()::contains);
        if (store.isPresent()) {
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT,
                    "The file of job " + jobId + " is still to be moved within the store " + store.get()
                            + ", or the next one of it to be taken. Delete the job when that is done; the log says what"
                            + " keeps it.");
        }
    }

    private static ProblemException running(String jobId) {
        return new ProblemException(
                ProblemType.JOB_STATE_CONFLICT,
                "Job " + jobId + " has not ended. Stop it first, and delete it when it has.");
    }
}

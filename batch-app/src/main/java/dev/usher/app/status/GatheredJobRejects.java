package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.RejectedRecords.Gathered;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.UserImportRequest;
import java.nio.file.Path;

/** {@link JobRejects} as the import keeps them. */
final class GatheredJobRejects implements JobRejects {

    private final JobStatusService status;
    private final RejectedRecords rejects;

    GatheredJobRejects(JobStatusService status, RejectedRecords rejects) {
        this.status = status;
        this.rejects = rejects;
    }

    @Override
    public Gathered requireGathered(String jobId) {
        return requireGathered(status.requireImport(jobId));
    }

    private Gathered requireGathered(JobView job) {
        if (status.errors(job.id(), 0, 1).isEmpty()) {
            throw conflict(
                    "Job " + job.id() + " has no rejected records: it rejected none, or their retention time is over.");
        }
        return rejects.find(job.id()).orElseThrow(() -> conflict(whyNotGathered(job)));
    }

    private static String whyNotGathered(JobView job) {
        var start = "The rejected records of job " + job.id() + " are gathered when it ends";
        return switch (job.status()) {
            case PENDING -> start + ", and it is still waiting to run.";
            case PROCESSING -> start + ", and it is still running.";
            // The file is gone although the row of the job names it.
            case COMPLETED -> "The rejected records of job " + job.id() + " are not kept any more.";
            case FAILED, STOPPED ->
                job.leftoversRemoved()
                        ? start + ", and it can't be continued any more. Import the file again."
                        : start + ". Restart it first: usher jobs restart " + job.id();
        };
    }

    @Override
    public void export(String jobId, Path target) {
        requireGathered(jobId);
        rejects.export(jobId, target);
    }

    @Override
    public UserImportRequest retry(String jobId, RetryOptions options) {
        var job = status.requireImport(jobId);
        requireGathered(job);
        if (job.status() != JobStatus.COMPLETED) {
            throw conflict("Job " + jobId + " is " + job.status().literal()
                    + ": only what a completed job rejected can be tried again by itself.");
        }
        if (job.work() instanceof JobView.Import work && work.dryRun()) {
            throw conflict("Job " + jobId + " was a dry run: it imported nothing. Import the whole file.");
        }
        boolean upserts = options.upsert().orElseGet(() -> upserted(jobId));
        if (options.metadata().isPresent() && !upserts) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "What becomes of metadata is said for users that exist, and job " + jobId
                            + " did not update any. Ask for an upsert as well, or leave it out.");
        }
        return rejects.retry(jobId, options);
    }

    private boolean upserted(String jobId) {
        return status.request(jobId) instanceof JobRequest.OfImport request
                && request.document().upsert();
    }

    private static ProblemException conflict(String message) {
        return new ProblemException(ProblemType.JOB_STATE_CONFLICT, message);
    }
}

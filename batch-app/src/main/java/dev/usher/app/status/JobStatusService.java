package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.List;
import java.util.Map;

/** Reads what jobs are doing and what they did; shared by all threads. */
public interface JobStatusService {

    /** @throws ProblemException if there is no such job */
    JobView require(String jobId);

    /** @throws ProblemException if there is no such job, or it is an export, which rejects no rows */
    default JobView requireImport(String jobId) {
        var job = require(jobId);
        if (job.work() instanceof JobView.Export) {
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT,
                    "Job " + jobId + " is an export: it reads no file, so it rejects no rows.");
        }
        return job;
    }

    /**
     * What a job was asked to do.
     *
     * @throws ProblemException if there is no such job
     */
    JobRequest request(String jobId);

    /** Newest first. */
    List<JobView> list(JobFilter filter, int limit);

    /** Row errors in the order of the file; {@code limit} counts records, whose errors are never torn apart. */
    List<StoredRowError> errors(String jobId, long afterRecord, int limit);

    /** Every error code of a job, most frequent first. */
    List<ErrorCount> errorCounts(String jobId);

    /**
     * Who was missing from the file of an import that mirrors it, in the order of their ids; none for other jobs.
     *
     * @param after only ids behind this one; empty for the first page
     */
    List<AbsentUser> absentUsers(String jobId, String after, int limit);

    /** What was passed over without harm: sentence → number of rows. */
    Map<String, Long> warnings(String jobId);
}

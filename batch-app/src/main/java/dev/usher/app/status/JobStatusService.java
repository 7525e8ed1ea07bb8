package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what jobs are doing and what they did; shared by all threads. */
public interface JobStatusService {

    /** @throws dev.usher.app.problem.ProblemException if there is no such job */
    JobView require(String jobId);

    /**
     * What a job was asked to do.
     *
     * @throws dev.usher.app.problem.ProblemException if there is no such job
     */
    JobRequest request(String jobId);

    /** Newest first. */
    List<JobView> list(Optional<JobStatus> status, int limit);

    /** How far a job is; empty if it is not being processed. */
    Optional<JobProgress> progress(String jobId);

    /** Row errors in the order of the file; {@code limit} counts records, whose errors are never torn apart. */
    List<StoredRowError> errors(String jobId, long afterRecord, int limit);

    /**
     * Writes the rejected records of a job into a file that can be mended and imported again, and their errors beside it.
     *
     * @throws dev.usher.app.problem.ProblemException if there is no such job, or it rejected nothing that is still kept
     */
    void exportRejects(String jobId, Path target);

    /** Every error code of a job, most frequent first. */
    List<ErrorCount> errorCounts(String jobId);

    /** What was passed over without harm: sentence → number of rows. */
    Map<String, Long> warnings(String jobId);
}

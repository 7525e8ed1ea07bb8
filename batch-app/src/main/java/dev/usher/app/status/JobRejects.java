package dev.usher.app.status;

import dev.usher.app.problem.ProblemException;
import dev.usher.jobs.importing.RejectedRecords.Gathered;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.UserImportRequest;
import java.nio.file.Path;

/** The rejected records of jobs that ended, for those who want to have them or to try them again; shared by all threads. */
public interface JobRejects {

    /** @throws ProblemException if there is no such job, or it has no rejected records that are still kept */
    Gathered requireGathered(String jobId);

    /**
     * Writes them into a file that can be mended and imported again, and their errors beside it.
     *
     * @throws ProblemException as {@link #requireGathered}
     */
    void export(String jobId, Path target);

    /**
     * Copies them to where jobs keep their input.
     *
     * @return what a job is to be asked that imports them as they are
     * @throws ProblemException as {@link #requireGathered}; or if the job imported nothing, so that its whole input is due; or if
     *     the options are at odds with what it was asked
     */
    UserImportRequest retry(String jobId, RetryOptions options);
}

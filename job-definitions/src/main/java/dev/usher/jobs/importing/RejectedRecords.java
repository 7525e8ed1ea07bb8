package dev.usher.jobs.importing;

import java.nio.file.Path;

/** The rejected records of jobs, kept beside their errors: the input itself may be gone or changed later. */
public interface RejectedRecords {

    /**
     * Writes the rejected records of a job into a file that can be mended and imported again, and beside it
     * {@code <name>.errors.ndjson} with what is wrong. Both are empty if nothing was rejected.
     */
    void export(String jobId, Path target);

    /** Whether the rejected records of a job are kept: before its end only their errors are. */
    boolean areGathered(String jobId);

    /** Forgets the rejected records and the row errors of a job. */
    void remove(String jobId);
}

package dev.usher.jobs.exporting;

/**
 * Removes what a job needs only until it is completed: its chunks, whose bounds are ids of users, its segments, and an
 * unfinished file beside its target.
 */
public interface ExportLeftovers {

    /** Removes them; does nothing if they are gone. */
    void remove(String jobId);

    /**
     * Gives up what exports that can't be restarted any more had begun to bring to the stores that this process knows, and
     * could not be given up before.
     */
    void abandonUploads();
}

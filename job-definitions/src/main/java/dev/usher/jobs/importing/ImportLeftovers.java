package dev.usher.jobs.importing;

/**
 * Removes what a job needs only until it is completed: its staging table, the keys that bound its ranges, its unpacked and
 * its copied input.
 */
public interface ImportLeftovers {

    /** Removes them; does nothing if they are gone. */
    void remove(String jobId);
}

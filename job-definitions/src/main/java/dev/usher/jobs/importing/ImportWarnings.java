package dev.usher.jobs.importing;

import java.util.Map;

/** What was passed over without harm, for the operator to know. */
interface ImportWarnings {

    /** Adds to the number of rows that gave an ignored property, in the transaction of the calling thread. */
    void add(String jobId, int part, Map<String, Long> ignored);

    /**
     * Notes that the file looks escaped, in the transaction of the calling thread.
     *
     * @param mode as it is typed
     */
    void addEscapeHint(String jobId, String mode, long rows);
}

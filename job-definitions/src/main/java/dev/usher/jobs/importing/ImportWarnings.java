package dev.usher.jobs.importing;

import dev.usher.jobs.importing.mirror.MirrorRefusal;
import dev.usher.jobs.importing.row.RowWarning;
import java.util.Map;

/** What was passed over without harm, for the operator to know. */
interface ImportWarnings {

    /** Adds to the number of rows of each warning, in the transaction of the calling thread. */
    void add(String jobId, int part, Map<RowWarning, Long> warnings);

    /**
     * Notes that the file looks escaped, in the transaction of the calling thread.
     *
     * @param mode as it is typed
     */
    void addEscapeHint(String jobId, String mode, long rows);

    /**
     * Notes that nobody was blocked or deleted as missing, in the transaction of the calling thread.
     *
     * @param records how many are the reason
     */
    void addMirrorRefusal(String jobId, MirrorRefusal reason, long records);

    /** Forgets that it was noted: the job tries again. */
    void forgetMirrorRefusal(String jobId);
}

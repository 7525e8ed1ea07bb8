package dev.usher.app.cli;

import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.jobs.importing.ImportFailedException.Reason;

/** What helps an import that did not come to its end. */
enum Remedy {
    /** Rows were rejected, and for that nothing was imported: the input needs other rows. */
    OTHER_ROWS,
    /** A guard stands against what it would do to users who are missing. */
    OTHER_GUARD,
    /** The file can't be read as it is, however often that is tried. */
    OTHER_FILE,
    /** The file is no CSV, and was said to be. */
    NO_CSV_OPTIONS,
    /** The file from which it was read is another by now. */
    OLD_FILE,
    /** The disk is full. */
    SPACE,
    /** What it had done is lost, or can't be gone on with. */
    NEW_JOB,
    /** It goes on where it ended. */
    RESTART;

    /**
     * @param job neither completed nor going on
     * @param stored whether the input is a copy, which nobody can put back
     */
    static Remedy of(JobView job, boolean stored) {
        var code = job.status() == JobStatus.FAILED ? job.statusCode().orElse("") : "";
        if (code.equals(Reason.TOO_MANY_ERRORS.name())) {
            return OTHER_ROWS;
        }
        if (code.equals(Reason.MIRROR_GUARD.name())) {
            return OTHER_GUARD;
        }
        if (code.equals(Reason.UNREADABLE_INPUT.name())) {
            return OTHER_FILE;
        }
        if (code.equals(Reason.NOT_CSV.name())) {
            return NO_CSV_OPTIONS;
        }
        boolean changed = code.equals(Reason.CHANGED_INPUT.name());
        if (job.leftoversRemoved() || (changed && stored)) {
            return NEW_JOB;
        }
        if (changed) {
            return OLD_FILE;
        }
        return code.equals(Reason.STORAGE_FULL.name()) ? SPACE : RESTART;
    }
}

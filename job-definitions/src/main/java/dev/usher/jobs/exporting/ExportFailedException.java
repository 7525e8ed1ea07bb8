package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.JobFailedException;
import dev.usher.jobs.exporting.output.BrokenSegmentException;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.file.FileStoreException;
import java.io.IOException;

/** An export that can't go on. */
public final class ExportFailedException extends JobFailedException {

    /** Why, as a word that programs can compare. */
    public enum Reason {
        /** There is a file at the target, which the job may not replace. */
        TARGET_EXISTS,
        /** The folder of the target can't be written. */
        TARGET_UNWRITABLE,
        /** A file could not be written because the disk is full, or the file larger than is allowed there. */
        STORAGE_FULL,
        /** The external store for which the file is does not answer. */
        TARGET_UNREACHABLE,
        /** The external store does not know us, or does not allow it. */
        TARGET_REFUSED,
        /** The external store is not configured where the job runs, or takes no files. */
        TARGET_UNKNOWN,
        /** What was written before is gone or was changed. */
        BROKEN_SEGMENT,
        /** Anything else. */
        UNEXPECTED
    }

    private ExportFailedException(Reason reason, String message) {
        super(reason.name(), message);
    }

    private ExportFailedException(Reason reason, String message, Throwable cause) {
        super(reason.name(), message, cause);
    }

    static ExportFailedException targetExists() {
        return new ExportFailedException(
                Reason.TARGET_EXISTS,
                "There is a file at the target by now, and the export may not replace it. Move it away and restart the"
                        + " job: what was exported is kept.");
    }

    /** What a failure of the target means for the job. */
    static ExportFailedException of(IOException failure) {
        return FileStoreException.isFull(failure)
                ? new ExportFailedException(
                        Reason.STORAGE_FULL,
                        "STORAGE_FULL: no space is left for the file at its target, or it is larger than the file system"
                                + " or a limit (ulimit -f) allows. Free some space or raise the limit, and restart the"
                                + " job: what was exported is kept.",
                        failure)
                : new ExportFailedException(
                        Reason.TARGET_UNWRITABLE,
                        "The file can't be written at its target ("
                                + failure.getClass().getSimpleName()
                                + "). Check that its folder exists and may be written, and restart the job: what was"
                                + " exported is kept.",
                        failure);
    }

    /** What a failure of the external store means for the job. */
    static ExportFailedException of(ExternalStoreException failure) {
        var reason = switch (failure.reason()) {
            case UNREACHABLE, GONE, CHANGED, TOO_SLOW -> Reason.TARGET_UNREACHABLE;
            case REFUSED, TOO_LARGE -> Reason.TARGET_REFUSED;
            case EXISTS -> Reason.TARGET_EXISTS;
            case FULL -> Reason.STORAGE_FULL;
            case UNSUPPORTED -> Reason.TARGET_UNKNOWN;
        };
        return new ExportFailedException(
                reason, failure.getMessage() + " Mend that and restart the job: what was exported is kept.", failure);
    }

    /** What a failure of the file store means for the job. */
    static ExportFailedException of(FileStoreException failure) {
        var reason =
                failure.reason() == FileStoreException.Reason.STORAGE_FULL ? Reason.STORAGE_FULL : Reason.UNEXPECTED;
        return new ExportFailedException(reason, String.valueOf(failure.getMessage()), failure);
    }

    static ExportFailedException of(BrokenSegmentException failure) {
        return new ExportFailedException(
                Reason.BROKEN_SEGMENT,
                failure.getMessage() + " Restart the job: what is broken is written anew, and only that.",
                failure);
    }
}

package dev.usher.jobs.importing;

/**
 * An import that can't go on, for a reason that an operator can understand and mend. The message becomes the job's
 * {@code status_details} and holds no user data.
 */
public final class ImportFailedException extends RuntimeException {

    /** Why, as a word that programs can compare. */
    public enum Reason {
        /** More rows were rejected than the job was allowed. */
        TOO_MANY_ERRORS,
        /** The file is not what it says, or can't be read. */
        UNREADABLE_INPUT,
        /** The file is not the one with which the job began. */
        CHANGED_INPUT,
        /** A file could not be written because the disk is full. */
        STORAGE_FULL,
        /** The counters do not add up: a defect of ours. */
        UNBALANCED,
        /** Anything else. */
        UNEXPECTED
    }

    private final Reason reason;

    public ImportFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ImportFailedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.batch.JobFailedException;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.importing.source.UnreadableInputException;

/** An import that can't go on. */
public final class ImportFailedException extends JobFailedException {

    /** Why, as a word that programs can compare. */
    public enum Reason {
        /** More rows were rejected than the job was allowed. */
        TOO_MANY_ERRORS,
        /** The file is not what it says, or can't be read. */
        UNREADABLE_INPUT,
        /** It was said how CSV is to be read, and the file is none. */
        NOT_CSV,
        /** The file is not the one with which the job began. */
        CHANGED_INPUT,
        /** A file could not be written because the disk is full. */
        STORAGE_FULL,
        /** The counters do not add up: a defect of ours. */
        UNBALANCED,
        /** Anything else. */
        UNEXPECTED
    }

    /** With what the details begin if the file is no JSON; what follows says why and where. */
    public static final String NOT_JSON = UnreadableInputException.NOT_JSON;

    private final Reason reason;

    public ImportFailedException(Reason reason, String message) {
        super(reason.name(), message);
        this.reason = reason;
    }

    public ImportFailedException(Reason reason, String message, Throwable cause) {
        super(reason.name(), message, cause);
        this.reason = reason;
    }

    /** What a failure of the file store means for the job. */
    static ImportFailedException of(FileStoreException failure) {
        var reason =
                failure.reason() == FileStoreException.Reason.STORAGE_FULL ? Reason.STORAGE_FULL : Reason.UNEXPECTED;
        return new ImportFailedException(reason, String.valueOf(failure.getMessage()), failure);
    }

    public Reason reason() {
        return reason;
    }
}

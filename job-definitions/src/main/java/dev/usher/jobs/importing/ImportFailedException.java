package dev.usher.jobs.importing;

import dev.usher.jobs.batch.JobFailedException;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.importing.fetch.NoFileException;
import dev.usher.jobs.importing.source.UnreadableInputException;

/** An import that can't go on. */
public final class ImportFailedException extends JobFailedException {

    /** Why, as a word that programs can compare. */
    public enum Reason {
        /** More rows were rejected than the job was allowed. */
        TOO_MANY_ERRORS,
        /** A guard of the mirror stands against what the job would do to users who are missing from the file. */
        MIRROR_GUARD,
        /** The file is not what it says, or can't be read. */
        UNREADABLE_INPUT,
        /** It was said how CSV is to be read, and the file is none. */
        NOT_CSV,
        /** The file is not the one with which the job began. */
        CHANGED_INPUT,
        /** A file could not be written because the disk is full. */
        STORAGE_FULL,
        /** There is no file at the source, or none that is complete. */
        SOURCE_MISSING,
        /** The file at the source is being imported by another job. */
        SOURCE_BUSY,
        /** The file went away from the source, or became another one, while the job had to do with it. */
        SOURCE_GONE,
        /** The source does not answer, or too slowly. */
        SOURCE_UNREACHABLE,
        /** The source does not know us, or does not allow it. */
        SOURCE_REFUSED,
        /** The file at the source is larger than may be. */
        SOURCE_TOO_LARGE,
        /** The file took longer to come from the source than may be. */
        SOURCE_TOO_SLOW,
        /** The source is not configured where the job runs, or not allowed there. */
        SOURCE_UNKNOWN,
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

    /** What a failure of the source means for the job, which has touched no user yet. */
    static ImportFailedException of(ExternalStoreException failure) {
        var reason = switch (failure.reason()) {
            case UNREACHABLE, FULL -> Reason.SOURCE_UNREACHABLE;
            case REFUSED -> Reason.SOURCE_REFUSED;
            case GONE, CHANGED, EXISTS -> Reason.SOURCE_GONE;
            case TOO_LARGE -> Reason.SOURCE_TOO_LARGE;
            case TOO_SLOW -> Reason.SOURCE_TOO_SLOW;
            case UNSUPPORTED -> Reason.SOURCE_UNKNOWN;
        };
        return new ImportFailedException(reason, String.valueOf(failure.getMessage()), failure);
    }

    static ImportFailedException of(NoFileException failure) {
        return new ImportFailedException(
                failure.busy() ? Reason.SOURCE_BUSY : Reason.SOURCE_MISSING,
                String.valueOf(failure.getMessage()),
                failure);
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

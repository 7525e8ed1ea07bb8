package dev.usher.jobs.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL cannot do what was asked; the message says what, where, and what to do about it. */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final String EXTERNAL =
            " Use a PostgreSQL of your own: set SPRING_DATASOURCE_URL (and _USERNAME, _PASSWORD).";

    /** Why it failed, for those who must tell one failure from another. */
    public enum Reason {
        /** No binaries for this operating system, or they do not run on it. */
        UNSUPPORTED_PLATFORM,
        /** Others use the database now. */
        IN_USE,
        /** Another process is starting, stopping or archiving it and takes too long. */
        BUSY,
        /** A folder or file cannot be entered, read or written. */
        NO_ACCESS,
        /** The data folder was made by another major version of PostgreSQL. */
        WRONG_VERSION,
        /** No space is left for the files. */
        STORAGE_FULL,
        /** The server, or a tool of it, failed. */
        SERVER_FAILED
    }

    private final Reason reason;

    EmbeddedPostgresException(Reason reason, String message) {
        this(reason, message, null);
    }

    EmbeddedPostgresException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    static EmbeddedPostgresException unsupported(String what) {
        return new EmbeddedPostgresException(Reason.UNSUPPORTED_PLATFORM, what + EXTERNAL);
    }

    static EmbeddedPostgresException io(String what, Path where, IOException cause) {
        if (isStorageFull(String.valueOf(cause.getMessage()))) {
            return storageFull(what, where, cause);
        }
        return new EmbeddedPostgresException(
                Reason.NO_ACCESS,
                "Cannot " + what + " in " + where + " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + "). Check who owns the folder, or set USHER_HOME to another one.",
                cause);
    }

    static EmbeddedPostgresException storageFull(String what, Path where, @Nullable Throwable cause) {
        return new EmbeddedPostgresException(
                Reason.STORAGE_FULL,
                "Cannot " + what + ": no space is left on the disk of " + where
                        + ". Free some space and try again, or set USHER_HOME to a folder on a larger disk.",
                cause);
    }

    static EmbeddedPostgresException serverFailed(String what, Path where, String output) {
        if (isStorageFull(output)) {
            return storageFull(what, where, null);
        }
        return new EmbeddedPostgresException(
                Reason.SERVER_FAILED,
                "Cannot " + what + " in " + where + ". What PostgreSQL said last:\n"
                        + output.strip().indent(4));
    }

    static EmbeddedPostgresException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new EmbeddedPostgresException(Reason.BUSY, "Interrupted while waiting to " + what + ".");
    }

    public Reason reason() {
        return reason;
    }

    private static boolean isStorageFull(String text) {
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }
}

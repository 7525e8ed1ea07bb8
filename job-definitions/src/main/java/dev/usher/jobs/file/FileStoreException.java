package dev.usher.jobs.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store failed, as opposed to the source of the bytes; names the file, never its full path. */
public final class FileStoreException extends RuntimeException {

    /** Why it failed, for those who must tell one failure from another. */
    public enum Reason {
        /** No space is left, or the file may not be as large: once that has changed, the same can be done again. */
        STORAGE_FULL,
        /** There is no such file, or the name is none that the store makes. */
        NOT_FOUND,
        /** The storage cannot be read or written. */
        UNAVAILABLE
    }

    private final Reason reason;

    private FileStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    static FileStoreException of(String what, String name, IOException cause) {
        if (isFull(cause)) {
            return new FileStoreException(
                    Reason.STORAGE_FULL,
                    "STORAGE_FULL: cannot " + what + " the stored file " + name
                            + ": no space is left, or it is larger than the file system or a limit (ulimit -f) allows."
                            + " Free some space, raise the limit, or set usher.files.root to a folder on a larger disk.",
                    cause);
        }
        return new FileStoreException(
                Reason.UNAVAILABLE,
                "Cannot " + what + " the stored file " + name + " ("
                        + cause.getClass().getSimpleName()
                        + "). Check that the folder usher.files.root exists and may be written.",
                cause);
    }

    /** Whether a write failed because there is no more space, or the file may take no more. */
    public static boolean isFull(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        return said.contains("No space left on device")
                || said.contains("Disk quota exceeded")
                || said.contains("File too large");
    }

    static FileStoreException notFound(String name) {
        return new FileStoreException(Reason.NOT_FOUND, "There is no stored file " + name + ".", null);
    }

    public Reason reason() {
        return reason;
    }
}

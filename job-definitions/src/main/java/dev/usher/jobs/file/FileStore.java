package dev.usher.jobs.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where files of jobs are kept. A file is there whole, and if its kind says so synced, or not at all; it never
 * changes. Shared by workers.
 *
 * <p>Failures of the storage are {@link FileStoreException}s, so an {@link IOException} is always the source's.
 */
public interface FileStore {

    /**
     * Tells this store from others: two processes with the same id see the same files. It is made at the first call, and
     * stays as long as the files do.
     */
    String id();

    /** Produces the bytes of a new file. */
    @FunctionalInterface
    interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    /** Nothing is left behind if the content fails. */
    StoredFile create(FileKind kind, Content content) throws IOException;

    default StoredFile create(FileKind kind, InputStream bytes) throws IOException {
        return create(kind, out -> bytes.transferTo(out));
    }

    /**
     * The same under a name that tells whose it is.
     *
     * @param label at most 50 letters, digits, hyphens and underscores; what makes the name unique follows it
     * @throws IllegalArgumentException if it is none, or files of this kind have none
     */
    StoredFile create(FileKind kind, String label, Content content) throws IOException;

    /** Where a file may be put by somebody who sees to it himself that it is there whole or not at all. */
    Path newLocalPath(FileKind kind);

    /**
     * The same for the one file of a kind that a job has: always the same place.
     *
     * @throws IllegalArgumentException if files of this kind have no such names
     */
    Path localPath(FileKind kind, String jobId);

    /** Empty also for a name that the store would never make. */
    Optional<StoredFile> find(String name);

    InputStream open(String name);

    /** A local file for reads at any offset; it must not be changed, and is gone once the file is deleted. */
    Path requireLocalPath(String name);

    /** Does nothing if there is no such file. */
    void delete(String name);

    /**
     * Deletes all files of a kind, the half-written ones too.
     *
     * @param label what their labels begin with
     */
    void deleteAll(FileKind kind, String label);

    /** Oldest first. */
    List<StoredFile> listStoredBefore(FileKind kind, Instant moment);

    /** Removes what processes that were killed left half-written. */
    void deleteUnfinishedBefore(Instant moment);
}

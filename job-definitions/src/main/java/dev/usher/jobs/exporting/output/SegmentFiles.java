package dev.usher.jobs.exporting.output;

import dev.usher.jobs.exporting.chunk.ExportChunk;
import dev.usher.jobs.exporting.chunk.Segment;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.file.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * The segments of exports in the file store, named by job and chunk; shared by workers.
 *
 * <p>Each attempt at a chunk has a file of its own: a session may have died on the server while its worker still writes.
 * Which of them counts is what the table of the chunks says.
 */
public final class SegmentFiles {

    private static final int BUFFER_BYTES = 1 << 18;

    private final FileStore store;

    public SegmentFiles(FileStore store) {
        this.store = store;
    }

    StoredFile create(ExportChunk chunk, FileStore.Content content) {
        try {
            return store.create(FileKind.SEGMENT, chunk.jobId() + "-" + chunk.number(), content);
        } catch (IOException e) {
            throw new UncheckedIOException("A segment can't be written.", e);
        }
    }

    /** Whether a segment is still there, as far as its size tells. */
    public boolean exists(Segment segment) {
        return store.find(segment.name())
                .filter(file -> file.sizeBytes() == segment.sizeBytes())
                .isPresent();
    }

    /**
     * Whether a segment is still there, byte for byte.
     *
     * @throws CancellationException if it was cancelled
     */
    public boolean isSound(Segment segment, BooleanSupplier cancelled) {
        try {
            copy(segment, OutputStream.nullOutputStream(), cancelled);
            return true;
        } catch (BrokenSegmentException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing was written that could fail.", e);
        }
    }

    /**
     * Copies the bytes of a segment.
     *
     * @throws BrokenSegmentException if they can't be read, or are not those that were written; some are copied then
     * @throws IOException of the target
     */
    void copy(Segment segment, OutputStream out, BooleanSupplier cancelled) throws IOException {
        if (!exists(segment)) {
            throw new BrokenSegmentException(segment);
        }
        var checksum = new CRC32C();
        try (var in = open(segment)) {
            var buffer = new byte[BUFFER_BYTES];
            for (int count = read(segment, in, buffer); count >= 0; count = read(segment, in, buffer)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The export was cancelled.");
                }
                out.write(buffer, 0, count);
                checksum.update(buffer, 0, count);
            }
        }
        if (checksum.getValue() != segment.crc32c()) {
            throw new BrokenSegmentException(segment);
        }
    }

    private InputStream open(Segment segment) {
        try {
            return store.open(segment.name());
        } catch (FileStoreException e) {
            throw new BrokenSegmentException(segment, e);
        }
    }

    /** A place on the disk that can't be read is not mended by another attempt, but the segment can be written anew. */
    private static int read(Segment segment, InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenSegmentException(segment, e);
        }
    }

    /** Deletes a segment that is not to be used. */
    public void delete(Segment segment) {
        store.delete(segment.name());
    }

    /** Deletes all segments of a job, also those that were never finished or never written down. */
    public void deleteAll(String jobId) {
        store.deleteAll(FileKind.SEGMENT, jobId + "-");
    }
}

package dev.usher.jobs.exporting.output;

import dev.usher.jobs.exporting.chunk.Segment;
import dev.usher.jobs.file.BackgroundDigest;
import dev.usher.jobs.file.PrivateFile;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The file of an export, put together beside its target; one per attempt. Until it is published nothing is visible at
 * the target, and a file that is closed without it leaves nothing behind.
 */
public final class ExportFile implements Closeable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path target;
    private final PrivateFile file;
    private final String sha256;
    private final long sizeBytes;

    private ExportFile(Path target, PrivateFile file, String sha256, long sizeBytes) {
        this.target = target;
        this.file = file;
        this.sha256 = sha256;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Joins segments, in this order, and syncs the whole.
     *
     * @param cancelled is asked several times a megabyte
     * @throws CancellationException if it was cancelled
     * @throws BrokenSegmentException if a segment is not what was written
     * @throws IOException if the file can't be written
     */
    public static ExportFile assemble(
            Path target,
            String jobId,
            long token,
            List<Segment> segments,
            SegmentFiles files,
            BooleanSupplier cancelled)
            throws IOException {
        var file = PrivateFile.create(target, label(jobId) + token);
        try (var digest = new BackgroundDigest()) {
            var out = new Hashed(file, digest);
            for (var segment : segments) {
                files.copy(segment, out, cancelled);
            }
            file.sync();
            return new ExportFile(target, file, digest.finish(), sizeBytes(segments));
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Passes bytes on to a file and to its digest. */
    private static final class Hashed extends FilterOutputStream {

        private final BackgroundDigest digest;

        Hashed(OutputStream file, BackgroundDigest digest) {
            super(file);
            this.digest = digest;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            digest.update(bytes, from, length);
            out.write(bytes, from, length);
        }
    }

    /**
     * Whether something else stands at the target already, as far as its size tells; an earlier publication has that of
     * the segments.
     */
    public static boolean isTaken(Path target, List<Segment> segments) throws IOException {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isFile(target, sizeBytes(segments));
    }

    private static boolean isFile(Path target, long sizeBytes) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.size(target) == sizeBytes;
    }

    private static long sizeBytes(List<Segment> segments) {
        return segments.stream().mapToLong(Segment::sizeBytes).sum();
    }

    /** Removes what former owners of a job left beside its target, and so keeps them from publishing it. */
    public static void removeUnfinished(Path target, String jobId) throws IOException {
        PrivateFile.removeUnfinished(target, label(jobId));
    }

    private static String label(String jobId) {
        return jobId + "-";
    }

    public String sha256() {
        return sha256;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * Whether it was published before, by an owner that was cut off before it could say so. Reads the target if it has
     * its size, so call it outside of transactions.
     *
     * @param cancelled is asked several times a megabyte
     * @throws CancellationException if it was cancelled
     */
    public boolean isPublished(BooleanSupplier cancelled) throws IOException {
        if (!isFile(target, sizeBytes) || !sha256(target, cancelled).equals(sha256)) {
            return false;
        }
        syncName();
        return true;
    }

    /**
     * Makes it visible under its name, at once and whole.
     *
     * @param replace whether what stands there is replaced
     * @throws java.nio.file.FileAlreadyExistsException if something stands there that is not to be replaced
     * @throws IOException also if it was removed by {@link #removeUnfinished}
     */
    public void publish(boolean replace) throws IOException {
        if (replace) {
            file.publish();
        } else {
            file.publishNew();
        }
        syncName();
    }

    /** A file whose name is lost in a crash of the machine was not published. */
    private void syncName() throws IOException {
        try (var folder = FileChannel.open(target.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static String sha256(Path file, BooleanSupplier cancelled) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(file);
                var digest = new BackgroundDigest()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The export was cancelled.");
                }
                digest.update(buffer, 0, count);
            }
            return digest.finish();
        }
    }
}

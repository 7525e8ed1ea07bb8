package dev.usher.jobs.exporting.output;

import dev.usher.jobs.exporting.chunk.Segment;
import dev.usher.jobs.file.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The file of an export, put together beside its target; one per attempt. Until it is published nothing is visible at
 * the target, and a file that is closed without it leaves nothing behind.
 */
public final class ExportFile implements Closeable {

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
     * @throws java.util.concurrent.CancellationException if it was cancelled
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
        try {
            var digest = newSha256();
            var out = new DigestOutputStream(file, digest);
            for (var segment : segments) {
                files.copy(segment, out, cancelled);
            }
            file.sync();
            long size = segments.stream().mapToLong(Segment::sizeBytes).sum();
            return new ExportFile(target, file, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
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

    /** Whether the target is free, or was published before by an owner that was cut off before it could say so. */
    public boolean replacesNothing() throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == sizeBytes
                && sha256(target).equals(sha256);
    }

    /** Makes it visible under its name, at once and whole; whatever stood there is replaced. */
    public void publish() throws IOException {
        file.publish();
        // A file whose name is lost in a crash of the machine was not published.
        try (var folder = FileChannel.open(target.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), newSha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package dev.usher.jobs.exporting.output;

import dev.usher.jobs.exporting.chunk.ExportChunk;
import dev.usher.jobs.exporting.chunk.Segment;
import dev.usher.jobs.exporting.field.UserValues;
import dev.usher.jobs.exporting.format.TextBuffer;
import dev.usher.jobs.exporting.format.UserFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the segments of an export; one per worker.
 *
 * <p>However many users a chunk has, it keeps no more of them than a buffer holds, or a single larger user.
 */
public final class SegmentWriter {

    private static final int BUFFER_BYTES = 1 << 16;

    private final SegmentFiles files;
    private final UserFormat format;
    private final boolean gzip;
    private final BooleanSupplier cancelled;
    private final TextBuffer text = new TextBuffer(2 * BUFFER_BYTES);

    /** @param cancelled is asked about once a buffer */
    public SegmentWriter(SegmentFiles files, UserFormat format, boolean gzip, BooleanSupplier cancelled) {
        this.files = files;
        this.format = format;
        this.gzip = gzip;
        this.cancelled = cancelled;
    }

    /** The users of a chunk, one after the other. */
    @FunctionalInterface
    public interface Users {

        /** Returns their number. */
        long forEach(Consumer<UserValues> consumer);
    }

    /**
     * Writes the segment of a chunk, whole or not at all.
     *
     * @throws CancellationException if it was cancelled
     */
    public Segment write(ExportChunk chunk, Users users) {
        return writeRecords(
                chunk,
                out -> users.forEach(user -> {
                    format.write(user, text);
                    flushIfFull(out);
                }));
    }

    /**
     * As {@link #write}, of users that were deleted.
     *
     * @param userIds in the order of the file
     */
    public Segment writeDeleted(ExportChunk chunk, List<String> userIds) {
        return writeRecords(chunk, out -> {
            for (var id : userIds) {
                format.writeDeleted(id, text);
                flushIfFull(out);
            }
            return userIds.size();
        });
    }

    private Segment writeRecords(ExportChunk chunk, ToLongFunction<OutputStream> records) {
        var checksum = new CRC32C();
        var rows = new long[1];
        var file = files.create(chunk, out -> {
            var checked = new CheckedOutputStream(out, checksum);
            try (var data = gzip ? new GZIPOutputStream(checked, BUFFER_BYTES) : checked) {
                text.clear();
                if (chunk.isFirst()) {
                    format.writeHeader(text);
                }
                rows[0] = records.applyAsLong(data);
                flush(data);
            }
        });
        return new Segment(file.name(), rows[0], file.sizeBytes(), checksum.getValue());
    }

    private void flushIfFull(OutputStream out) {
        if (text.length() >= BUFFER_BYTES) {
            flush(out);
        }
    }

    private void flush(OutputStream out) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The export was cancelled.");
        }
        try {
            text.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("The users can't be packed.", e);
        }
        text.clear();
    }
}

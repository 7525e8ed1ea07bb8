package dev.usher.app.cli.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** What is uploaded: a file, which can be sent again, or a stream, which can't; used by one upload. */
public final class UploadFile {

    private final String name;
    private final long sizeBytes;
    private final Source source;
    private final boolean once;
    private final LongConsumer progress;
    private volatile boolean begun;

    private interface Source {
        InputStream open() throws IOException;
    }

    private UploadFile(String name, long sizeBytes, Source source, boolean once, LongConsumer progress) {
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.source = source;
        this.once = once;
        this.progress = progress;
    }

    /** @param progress is told how many bytes have been read of it, on a thread of the upload */
    public static UploadFile of(Path file, LongConsumer progress) throws IOException {
        var name = String.valueOf(file.getFileName());
        // A pipe has a size that says nothing.
        long size = Files.isRegularFile(file) ? Files.size(file) : -1;
        return new UploadFile(name, size, () -> Files.newInputStream(file), size < 0, progress);
    }

    /** @param name what the server is to call it */
    public static UploadFile of(String name, InputStream stream, LongConsumer progress) {
        return new UploadFile(name, -1, () -> stream, true, progress);
    }

    String name() {
        return name;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    boolean mayBeSentAgain() {
        return !once || !begun;
    }

    InputStream open() {
        try {
            return new CountingStream(source.open());
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be read.", e);
        }
    }

    private final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            begun = true;
            int value = super.read();
            if (value >= 0) {
                progress.accept(++count);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            begun = true;
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                count += read;
                progress.accept(count);
            }
            return read;
        }
    }
}

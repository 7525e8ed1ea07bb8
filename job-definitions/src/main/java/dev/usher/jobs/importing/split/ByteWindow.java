package dev.usher.jobs.importing.split;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A stretch of a stream in memory, which moves forward and grows only where one record needs it. */
final class ByteWindow {

    private final InputStream source;
    private final int capacity;
    private byte[] bytes;
    private long base;
    private int limit;
    private boolean ended;

    /** @param offsetBytes offset in the file of the stream's first byte */
    ByteWindow(InputStream source, long offsetBytes, int capacity) {
        this.source = source;
        this.capacity = capacity;
        this.base = offsetBytes;
        this.bytes = new byte[capacity];
    }

    /** Drops what stands before {@code keepFrom} and reads on. */
    void refill(long keepFrom) {
        int from = (int) (keepFrom - base);
        limit -= from;
        byte[] target = limit < capacity && bytes.length > capacity ? new byte[capacity] : bytes;
        System.arraycopy(bytes, from, target, 0, limit);
        base = keepFrom;
        bytes = limit < target.length ? target : Arrays.copyOf(target, target.length * 2);
        try {
            int read = source.readNBytes(bytes, limit, bytes.length - limit);
            ended = read == 0;
            limit += read;
        } catch (IOException e) {
            throw new UncheckedIOException("The input could not be read at byte " + (base + limit) + ".", e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    long base() {
        return base;
    }

    int limit() {
        return limit;
    }

    /** Whether the stream ends at {@link #limit()}. */
    boolean ended() {
        return ended;
    }
}

package dev.usher.jobs.exporting.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a file that grow and are used again; one per worker. */
public final class TextBuffer {

    private byte[] bytes;
    private int length;

    public TextBuffer(int initialBytes) {
        bytes = new byte[Math.max(16, initialBytes)];
    }

    public int length() {
        return length;
    }

    /** The bytes so far; those behind {@link #length()} mean nothing. Not to be kept over the next append. */
    public byte[] bytes() {
        return bytes;
    }

    public void clear() {
        length = 0;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    public void append(byte b) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = b;
    }

    /** Appends an ASCII character. */
    public void append(char c) {
        append((byte) c);
    }

    public void append(byte[] source, int from, int count) {
        if (count > bytes.length - length) {
            grow(count);
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    private void grow(int more) {
        long wanted = Math.max((long) length + more, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}

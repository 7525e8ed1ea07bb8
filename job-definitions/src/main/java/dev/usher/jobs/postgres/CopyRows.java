package dev.usher.jobs.postgres;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds rows in the binary format of COPY in one byte buffer that is used again; one per worker. The server reads it a
 * fifth faster than text: it neither looks for separators nor undoes escapes.
 *
 * <p>Each row is one {@link #startRow}, a sequence of {@code add…} calls, one per column in order, and one
 * {@link #endRow()}. A value must have the very type of its column. The caller has already refused what the database
 * can't hold: NUL and lone surrogates.
 */
public final class CopyRows {

    private static final int NULL = -1;

    private byte[] buffer;
    private int length;
    private int textStart;
    private int[] rowEnds = new int[16];
    private int rowCount;

    public CopyRows(int initialBytes) {
        buffer = new byte[initialBytes];
    }

    public void clear() {
        length = 0;
        rowCount = 0;
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Bytes of {@link #buffer()} that are filled. */
    public int length() {
        return length;
    }

    /** Index in {@link #buffer()} of a row's first byte; the number behind the last row's gives the index behind it. */
    int rowStart(int row) {
        return row == 0 ? 0 : rowEnds[row - 1];
    }

    public void startRow(int columns) {
        ensure(Short.BYTES);
        buffer[length++] = (byte) (columns >> 8);
        buffer[length++] = (byte) columns;
    }

    public void endRow() {
        if (rowCount == rowEnds.length) {
            rowEnds = Arrays.copyOf(rowEnds, rowCount * 2);
        }
        rowEnds[rowCount++] = length;
    }

    public void addNull() {
        putInt(NULL);
    }

    /** A {@code boolean}. */
    public void add(boolean value) {
        putInt(1);
        ensure(1);
        buffer[length++] = (byte) (value ? 1 : 0);
    }

    /** An {@code int}. */
    public void add(int value) {
        putInt(Integer.BYTES);
        putInt(value);
    }

    /** A {@code bigint}. */
    public void add(long value) {
        putInt(Long.BYTES);
        putInt((int) (value >> 32));
        putInt((int) value);
    }

    /** A {@code text}. */
    public void add(@Nullable String text) {
        if (text == null) {
            addNull();
        } else {
            startText();
            append(text, 0, text.length());
            endText();
        }
    }

    /** Begins a {@code text} that is then appended piece by piece. */
    public void startText() {
        putInt(0);
        textStart = length;
    }

    public void endText() {
        setInt(textStart - Integer.BYTES, length - textStart);
    }

    /** A {@code uuid}: the first 16 of these bytes. */
    public void addUuid(byte[] bytes) {
        putInt(16);
        ensure(16);
        System.arraycopy(bytes, 0, buffer, length, 16);
        length += 16;
    }

    /** Appends an ASCII character to the text that was begun. */
    public void append(char ascii) {
        ensure(1);
        buffer[length++] = (byte) ascii;
    }

    /** Appends a piece to the text that was begun; it splits no pair of surrogates. */
    public void append(String text, int from, int end) {
        // 3 bytes are the most that one UTF-16 unit takes: a pair of surrogates takes 4.
        ensure((end - from) * 3);
        int to = length;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                buffer[to++] = (byte) c;
            } else if (c < 0x800) {
                buffer[to++] = (byte) (0xc0 | (c >> 6));
                buffer[to++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < end) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                buffer[to++] = (byte) (0xf0 | (codePoint >> 18));
                buffer[to++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
                buffer[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
                buffer[to++] = (byte) (0x80 | (codePoint & 0x3f));
            } else {
                buffer[to++] = (byte) (0xe0 | (c >> 12));
                buffer[to++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                buffer[to++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        length = to;
    }

    private void putInt(int value) {
        ensure(Integer.BYTES);
        length += Integer.BYTES;
        setInt(length - Integer.BYTES, value);
    }

    private void setInt(int at, int value) {
        buffer[at] = (byte) (value >> 24);
        buffer[at + 1] = (byte) (value >> 16);
        buffer[at + 2] = (byte) (value >> 8);
        buffer[at + 3] = (byte) value;
    }

    private void ensure(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }
}

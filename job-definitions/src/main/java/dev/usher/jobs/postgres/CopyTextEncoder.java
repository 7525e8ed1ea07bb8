package dev.usher.jobs.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds rows in the text format of COPY in one byte buffer that is used again; one per worker.
 *
 * <p>Each row is a sequence of {@code add…} calls, one per column in order, and one {@link #endRow()}. The caller has
 * already refused what the database can't hold: NUL and lone surrogates.
 */
public final class CopyTextEncoder {

    private static final byte[] NULL = {'\\', 'N'};

    /** For each ASCII character the letter of its escape, or 0. */
    private static final byte[] ESCAPES = new byte[128];

    static {
        ESCAPES['\\'] = '\\';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\t'] = 't';
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
        ESCAPES[0x0b] = 'v';
    }

    private byte[] buffer;
    private int length;
    private boolean rowStarted;
    private int[] rowEnds = new int[16];
    private int rowCount;

    public CopyTextEncoder(int initialBytes) {
        buffer = new byte[initialBytes];
    }

    public void clear() {
        length = 0;
        rowCount = 0;
        rowStarted = false;
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

    public void addNull() {
        startColumn(2);
        System.arraycopy(NULL, 0, buffer, length, 2);
        length += 2;
    }

    public void add(boolean value) {
        startColumn(1);
        buffer[length++] = (byte) (value ? 't' : 'f');
    }

    public void add(long value) {
        if (value < 0) {
            add(Long.toString(value));
            return;
        }
        startColumn(20);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    public void add(@Nullable String text) {
        if (text == null) {
            addNull();
        } else {
            startText();
            append(text, 0, text.length());
        }
    }

    /** Begins a column whose text is then appended piece by piece. */
    public void startText() {
        startColumn(0);
    }

    /** Appends an ASCII character to the column that was begun. */
    public void append(char ascii) {
        ensure(2);
        byte escape = ESCAPES[ascii];
        if (escape != 0) {
            buffer[length++] = '\\';
            buffer[length++] = escape;
        } else {
            buffer[length++] = (byte) ascii;
        }
    }

    /** Appends a piece of a text to the column that was begun; it splits no pair of surrogates. */
    public void append(String text, int from, int end) {
        // 3 bytes are the most that one UTF-16 unit takes: a pair of surrogates takes 4.
        ensure((end - from) * 3);
        int to = length;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                byte escape = ESCAPES[c];
                if (escape != 0) {
                    buffer[to++] = '\\';
                    buffer[to++] = escape;
                } else {
                    buffer[to++] = (byte) c;
                }
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

    public void endRow() {
        ensure(1);
        buffer[length++] = '\n';
        rowStarted = false;
        if (rowCount == rowEnds.length) {
            rowEnds = Arrays.copyOf(rowEnds, rowCount * 2);
        }
        rowEnds[rowCount++] = length;
    }

    private void startColumn(int bytes) {
        ensure(bytes + 1);
        if (rowStarted) {
            buffer[length++] = '\t';
        }
        rowStarted = true;
    }

    private void ensure(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }

    @Override
    public String toString() {
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
}

package dev.usher.jobs.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts the bytes of a binary COPY into rows; one per COPY.
 *
 * <p>The server sends a row a message, and such a row is read where it lies. The protocol promises no such thing, so a
 * row that is torn apart is put together first.
 */
final class BinaryRows implements BinaryRow {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = SIGNATURE.length + 8;
    private static final int END = -1;

    private final Consumer<BinaryRow> consumer;
    private final int[] offsets;
    private final int[] lengths;
    private byte[] bytes = new byte[0];
    private boolean headerRead;
    private boolean ended;
    private long rows;

    BinaryRows(int columns, Consumer<BinaryRow> consumer) {
        this.consumer = consumer;
        this.offsets = new int[columns];
        this.lengths = new int[columns];
    }

    /** Takes the next bytes, which belong to this from now on. */
    void add(byte[] next) {
        bytes = bytes.length == 0 ? next : join(bytes, next);
        int start = headerRead ? 0 : readHeader();
        int end = start < 0 ? start : readRow(start);
        while (end >= 0 && !ended) {
            start = end;
            end = readRow(start);
        }
        bytes = start <= 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
        if (ended) {
            bytes = new byte[0];
        }
    }

    /**
     * Returns the number of rows.
     *
     * @throws IllegalStateException if the last bytes are missing
     */
    long end() {
        if (!ended) {
            throw new IllegalStateException("the COPY ended in the midst of a row");
        }
        return rows;
    }

    /** Returns the index behind the header; -1 if it is not there yet. */
    private int readHeader() {
        if (bytes.length < HEADER_BYTES) {
            return -1;
        }
        if (!Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IllegalStateException("no binary COPY");
        }
        int extension = readInt(HEADER_BYTES - 4);
        if (bytes.length < HEADER_BYTES + extension) {
            return -1;
        }
        headerRead = true;
        return HEADER_BYTES + extension;
    }

    /** Hands on the row at an index; returns the index behind it, or -1 if it is not all there yet. */
    private int readRow(int start) {
        int at = start + 2;
        if (bytes.length < at) {
            return -1;
        }
        int columns = (short) ((bytes[start] << 8) | (bytes[start + 1] & 0xff));
        if (columns == END) {
            ended = true;
            return at;
        }
        if (columns != offsets.length) {
            throw new IllegalStateException(columns + " columns were sent, not " + offsets.length);
        }
        for (int i = 0; i < columns; i++) {
            if (bytes.length - at < 4) {
                return -1;
            }
            int length = readInt(at);
            at += 4;
            if (bytes.length - at < length) {
                return -1;
            }
            offsets[i] = at;
            lengths[i] = length;
            at += Math.max(0, length);
        }
        rows++;
        consumer.accept(this);
        return at;
    }

    private int readInt(int at) {
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }

    private static byte[] join(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int offset(int column) {
        return offsets[column];
    }

    @Override
    public int length(int column) {
        return lengths[column];
    }
}

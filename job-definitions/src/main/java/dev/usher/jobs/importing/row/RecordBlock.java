package dev.usher.jobs.importing.row;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive records as raw bytes, bounded in size. Its bytes stay valid only until its reader is asked for the
 * next block.
 *
 * <p>Example: with {@code bufferOffsetBytes} 1000, a record at offset 1200 of length 50 is {@code
 * buffer()[200..249]}.
 */
public final class RecordBlock {

    private final byte[] buffer;
    private final long bufferOffsetBytes;
    private final long firstRecord;
    private long[] offsets = new long[64];
    private long[] lengths = new long[64];
    private long[] lines = new long[64];
    private int size;
    private final Map<Integer, RowError> flaws = new HashMap<>();

    /** @param bufferOffsetBytes offset in the file of the buffer's first byte */
    public RecordBlock(byte[] buffer, long bufferOffsetBytes, long firstRecord) {
        this.buffer = buffer;
        this.bufferOffsetBytes = bufferOffsetBytes;
        this.firstRecord = firstRecord;
    }

    /** @param flaw what is wrong with the record as a whole, so that its content need not be read */
    public void add(long offsetBytes, long lengthBytes, long line, @Nullable RowError flaw) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
            lines = Arrays.copyOf(lines, size * 2);
        }
        offsets[size] = offsetBytes;
        lengths[size] = lengthBytes;
        lines[size] = line;
        if (flaw != null) {
            flaws.put(size, flaw);
        }
        size++;
    }

    public int size() {
        return size;
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Index in the buffer of the record's first byte; meaningless where {@link #held} is false. */
    public int start(int index) {
        return (int) (offsets[index] - bufferOffsetBytes);
    }

    /** Length in the buffer; 0 where {@link #held} is false. */
    public int length(int index) {
        return held(index) ? (int) lengths[index] : 0;
    }

    /** Whether the record's bytes are in the buffer; those of a record that is too long are not. */
    public boolean held(int index) {
        RowError flaw = flaw(index);
        return flaw == null || flaw.code() != RowErrorCode.LINE_TOO_LONG;
    }

    public RowPosition position(int index) {
        return new RowPosition(firstRecord + index, lines[index], offsets[index], lengths[index]);
    }

    /** What the search for the record's end found wrong, or null. */
    public @Nullable RowError flaw(int index) {
        return flaws.isEmpty() ? null : flaws.get(index);
    }
}

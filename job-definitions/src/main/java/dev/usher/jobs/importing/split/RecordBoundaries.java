package dev.usher.jobs.importing.split;

import static java.util.Objects.requireNonNull;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputDescription;
import org.jspecify.annotations.Nullable;

/**
 * Finds where records begin and end, in bytes that arrive piece by piece. One per pass over a range; the state is kept
 * in offsets of the file, so that no byte is looked at twice when more arrive.
 *
 * <p>Example: the NDJSON {@code {}\r\n\n{"b":1}} gives the record [0,2) on line 1 and, once the input has ended, [5,12)
 * on line 3.
 */
abstract class RecordBoundaries {

    private final int maxRecordBytes;
    private long recordStart;
    private long recordEnd;
    private long recordLine;
    private @Nullable RowError flaw;

    RecordBoundaries(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
    }

    static RecordBoundaries from(InputDescription input, FilePosition position, int maxRecordBytes) {
        return switch (input.format()) {
            case NDJSON -> new NdjsonBoundaries(position, maxRecordBytes);
            case JSON_ARRAY ->
                new JsonArrayBoundaries(position, position.offsetBytes() == input.bomLengthBytes(), maxRecordBytes);
            case CSV -> new CsvBoundaries(position, requireNonNull(input.dialect()), maxRecordBytes);
        };
    }

    /**
     * Finds the next record.
     *
     * @param buffer holds the bytes from offset {@code base} of the file, {@code limit} of them
     * @param last whether the file ends there
     * @return whether there is one; if not, and the file goes on, more bytes are needed
     */
    abstract boolean find(byte[] buffer, long base, int limit, boolean last);

    /** Offset of the first byte that must still be in the buffer at the next call. */
    abstract long pending();

    /** Offset after the record that was found last. */
    abstract long nextOffset();

    /** Line of {@link #nextOffset()}. */
    abstract long nextLine();

    final int maxRecordBytes() {
        return maxRecordBytes;
    }

    final boolean found(long start, long end, long line, @Nullable RowError what) {
        recordStart = start;
        recordEnd = end;
        recordLine = line;
        flaw = end - start > maxRecordBytes ? tooLong() : what;
        return true;
    }

    final long recordStart() {
        return recordStart;
    }

    final long recordEnd() {
        return recordEnd;
    }

    final long recordLine() {
        return recordLine;
    }

    final @Nullable RowError flaw() {
        return flaw;
    }

    private RowError tooLong() {
        return RowError.ofRecord(
                RowErrorCode.LINE_TOO_LONG, "The record is longer than " + maxRecordBytes + " bytes.", 0);
    }
}

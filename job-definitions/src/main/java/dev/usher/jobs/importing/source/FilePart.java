package dev.usher.jobs.importing.source;

/**
 * A range of the unpacked input that one worker reads. It begins where a record ends (or at the first record) and ends
 * likewise, so no record belongs to two parts.
 *
 * <p>Example: {@code {"a":1}\n{"b":2}\n\n{"c":3}\n} in two parts is [0,8) with record 1 on line 1, and [8,25) with
 * records 2 and 3, which starts on line 2.
 *
 * @param number 0-based
 * @param firstRecord 1-based ordinal of the part's first record in the file
 * @param firstLine 1-based number of the line on which the part begins
 * @param firstColumn 1-based, in characters: where in that line the part begins; an array may be a single line
 */
public record FilePart(
        int number, long offsetBytes, long endOffsetBytes, long firstRecord, long firstLine, long firstColumn) {

    /** Where its reader begins. */
    public FilePosition start() {
        return new FilePosition(offsetBytes, firstRecord, firstLine);
    }
}

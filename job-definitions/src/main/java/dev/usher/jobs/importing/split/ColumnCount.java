package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RecordLocation;

/** Counts the characters of the present line while a file passes by; one per scan. */
final class ColumnCount {

    private long countedTo;
    private long column = 1;

    /** @param offsetBytes offset in the file of the first byte that counts */
    ColumnCount(long offsetBytes) {
        countedTo = offsetBytes;
    }

    /**
     * The 1-based column, in characters, of the byte at an offset that is not before the last one asked for.
     *
     * @param base offset in the file of the first of {@code bytes}, which hold all between the last offset and this one
     */
    long at(byte[] bytes, long base, long offsetBytes) {
        for (int i = (int) (countedTo - base); i < offsetBytes - base; i++) {
            if (bytes[i] == '\n') {
                column = 1;
            } else if (RecordLocation.beginsCharacter(bytes[i])) {
                column++;
            }
        }
        countedTo = Math.max(countedTo, offsetBytes);
        return column;
    }
}

package dev.usher.jobs.importing.row;

/**
 * Where a byte of a record stands, in the terms of an editor. Worked out only for what is wrong.
 *
 * <p>Example: in the record {@code "é",1\n,x} that begins line 7, the {@code x} at 8 bytes is line 8, column 2; the
 * {@code 1} at 5 bytes is line 7, column 5.
 *
 * @param line 1-based; a line ends with LF
 * @param column 1-based, in characters (code points)
 * @param offsetBytes 0-based, in the unpacked file
 */
public record RecordLocation(long line, long column, long offsetBytes) {

    /**
     * Finds a byte of a record.
     *
     * @param start index in {@code bytes} of the record's first byte
     * @param firstColumn column of that byte; 1 unless the record is an element of a JSON array
     * @param at offset from there
     */
    public static RecordLocation of(byte[] bytes, int start, RowPosition record, long firstColumn, int at) {
        long line = record.line();
        long column = firstColumn;
        for (int i = start; i < start + at; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = 1;
            } else if (beginsCharacter(bytes[i])) {
                column++;
            }
        }
        return new RecordLocation(line, column, record.offsetBytes() + at);
    }

    /** Whether a byte of UTF-8 is not the continuation of a character. */
    public static boolean beginsCharacter(byte b) {
        return (b & 0xc0) != 0x80;
    }
}

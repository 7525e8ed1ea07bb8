package dev.usher.jobs.importing.row;

/**
 * Where a record stands in its file.
 *
 * @param record 1-based ordinal of the record in the file; blank lines and a CSV header are not counted
 * @param line 1-based number of the line on which the record starts; blank lines and a CSV header are counted
 * @param offsetBytes 0-based offset of the record's first byte in the unpacked file
 * @param lengthBytes length of the record without the line end that follows it
 */
public record RowPosition(long record, long line, long offsetBytes, long lengthBytes) {}

package dev.usher.jobs.importing.source;

/**
 * A point between two records of the unpacked input from which reading can go on.
 *
 * @param record 1-based ordinal of the record that is read next
 * @param line 1-based number of the line that holds the offset
 */
public record FilePosition(long offsetBytes, long record, long line) {}

package dev.usher.jobs.postgres;

/**
 * The values of one row as the server sent them, in its binary formats; changes with each row.
 *
 * <p>Columns are counted from 0.
 */
public interface BinaryRow {

    /** Holds the values; never to be changed. */
    byte[] bytes();

    /** Index of the first byte of a value in {@link #bytes()}. */
    int offset(int column);

    /** Number of bytes; -1 for NULL. */
    int length(int column);
}

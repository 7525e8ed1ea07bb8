package dev.usher.jobs.exporting.field;

/**
 * The values of one user as the database sent them; valid until the next user is read.
 *
 * <p>A column is its index in {@link FieldSelection#columns()}. The bytes of a value are
 *
 * <ul>
 *   <li>TEXT: UTF-8
 *   <li>NUMBER: its decimal digits in ASCII
 *   <li>BOOLEAN: one byte, 0 or 1
 *   <li>TIMESTAMP: eight bytes, big endian: microseconds since 2000-01-01T00:00Z
 *   <li>JSON: UTF-8 text as PostgreSQL writes jsonb, without the version byte that its binary form begins with
 * </ul>
 */
public interface UserValues {

    /** What {@link #offset} points into; not to be changed nor kept. */
    byte[] bytes();

    int offset(int column);

    /** Length in bytes, or -1 if the user has no such value. */
    int length(int column);
}

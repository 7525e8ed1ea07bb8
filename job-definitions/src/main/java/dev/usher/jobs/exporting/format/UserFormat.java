package dev.usher.jobs.exporting.format;

import dev.usher.jobs.exporting.field.UserValues;

/**
 * Writes users as records of a file; one per worker. The same values always give the same bytes.
 */
public sealed interface UserFormat permits NdjsonUserFormat, CsvUserFormat {

    /** Writes what stands once at the beginning of the file; nothing for NDJSON. */
    void writeHeader(TextBuffer out);

    /** Adds one record with its line end. */
    void write(UserValues user, TextBuffer out);

    /** Adds a record that says that a user was deleted; the selection has the id of users. */
    void writeDeleted(String userId, TextBuffer out);
}

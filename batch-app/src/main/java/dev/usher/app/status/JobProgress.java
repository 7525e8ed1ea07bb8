package dev.usher.app.status;

/**
 * How far a job is.
 *
 * @param phase {@code scan}, {@code stage}, {@code resolve}, {@code conflicts} (only if something must be known of all
 *     rows before the first user is touched), {@code merge} or {@code summary}
 * @param percentageDone 0 to 100
 * @param rowsTotal rows of the file; 0 while they are still counted
 * @param rowsDone rows that have been through the present phase
 * @param rowsFailed rows rejected so far
 */
public record JobProgress(String phase, int percentageDone, long rowsTotal, long rowsDone, long rowsFailed) {}

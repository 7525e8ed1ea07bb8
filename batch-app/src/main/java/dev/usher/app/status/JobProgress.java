package dev.usher.app.status;

import java.util.OptionalLong;

/**
 * How far a job is.
 *
 * @param phase {@code fetch} (only of a file from a source), {@code scan}, {@code stage}, {@code resolve}, {@code conflicts}
 *     (only if something must be known of all rows before the first user is touched), {@code merge}, {@code mirror} or
 *     {@code summary}; of an export {@code bounds}, {@code segments}, {@code publish} or {@code deliver} (only to an
 *     external store)
 * @param percentageDone 0 to 100
 * @param rowsTotal rows of the file, or users to export; 0 while they are still counted
 * @param rowsDone rows that have been through the present phase
 * @param rowsFailed rows rejected so far; empty for an export, which rejects none
 */
public record JobProgress(String phase, int percentageDone, long rowsTotal, long rowsDone, OptionalLong rowsFailed) {}

package dev.usher.jobs.importing.resolve;

/**
 * What became of the rows of a range, or would become of them.
 *
 * @param updated rows that match a user, whether or not it changes
 * @param unchanged the part of {@code updated} that needs no write
 * @param failed rows that clash with another user
 */
public record RangeCounts(long inserted, long updated, long unchanged, long failed) {

    public RangeCounts withFailed(long rows) {
        return new RangeCounts(inserted, updated, unchanged, rows);
    }
}

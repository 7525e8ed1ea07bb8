package dev.usher.jobs.importing.merge;

/**
 * What became of the rows of a range.
 *
 * @param updated rows that matched a user, whether or not it changed
 * @param unchanged the part of {@code updated} that needed no write
 * @param failed rows that clashed with another user
 */
public record MergeResult(long inserted, long updated, long unchanged, long failed) {}

package dev.usher.jobs.importing.mirror;

/**
 * What became of the users of a range.
 *
 * @param gone users who were blocked or deleted
 * @param unblocked users whose block by a mirror was lifted
 */
public record RangeOutcome(long gone, long unblocked) {}

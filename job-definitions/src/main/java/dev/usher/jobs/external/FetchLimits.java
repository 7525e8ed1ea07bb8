package dev.usher.jobs.external;

import java.time.Duration;

/**
 * What is taken from a store at most.
 *
 * @param maxTime for one file, however slowly it comes
 */
public record FetchLimits(long maxBytes, Duration maxTime) {}

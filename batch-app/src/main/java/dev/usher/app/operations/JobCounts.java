package dev.usher.app.operations;

import java.util.Map;

/**
 * What all jobs that are kept come to.
 *
 * @param byKind {@code type status} → number of jobs
 * @param rows {@code inserted}, {@code updated}, {@code unchanged}, {@code failed} → rows of completed imports
 * @param mirrors outcome → number of imports that mirror their file
 * @param sinceSuccess type → seconds since a job last completed
 * @param oldestPending seconds that the oldest job has been waiting for a server; 0 if none waits
 * @param leaseAge the longest time, in seconds, since the owner of a job that is being processed gave a sign of life
 * @param notices {@code kind state} → number of notices
 * @param nodes processes that gave one within the time of a lease
 */
record JobCounts(
        Map<String, Double> byKind,
        Map<String, Double> rows,
        Map<String, Double> mirrors,
        Map<String, Double> sinceSuccess,
        double oldestPending,
        double leaseAge,
        Map<String, Double> notices,
        double nodes) {}

package dev.usher.app.status;

/**
 * A user of the connection whom no record of an import's file named.
 *
 * @param missedRuns in how many runs, one after the other, that job included
 * @param due whether no run of grace was left
 */
public record AbsentUser(String userId, int missedRuns, boolean due) {}

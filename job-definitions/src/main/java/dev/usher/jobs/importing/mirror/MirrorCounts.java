package dev.usher.jobs.importing.mirror;

/**
 * What a job found before it touched anybody.
 *
 * @param rows of the file, rejected ones included
 * @param users to whom the action could happen
 * @param missing those of them whom no row of the file names
 * @param due those of the missing who have no run of grace left
 * @param returning users whom a mirror had blocked, and a row names again
 */
public record MirrorCounts(long rows, long users, long missing, long due, long returning) {}

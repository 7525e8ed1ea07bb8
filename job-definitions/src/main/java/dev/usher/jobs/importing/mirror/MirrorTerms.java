package dev.usher.jobs.importing.mirror;

/**
 * What a job is to do about users who are missing from its file, with all that the request left to the settings.
 *
 * @param graceRuns in how many runs, one after the other, a user must be missing; at least 1
 * @param overrideGuards whether this job goes on whatever the guards say
 */
public record MirrorTerms(MirrorAction action, MirrorGuards guards, int graceRuns, boolean overrideGuards) {}

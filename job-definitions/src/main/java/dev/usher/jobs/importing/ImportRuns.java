package dev.usher.jobs.importing;

/** What jobs were asked to do. */
@FunctionalInterface
interface ImportRuns {

    ImportRun require(String jobId);
}

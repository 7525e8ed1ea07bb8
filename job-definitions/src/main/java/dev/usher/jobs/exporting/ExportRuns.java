package dev.usher.jobs.exporting;

/** What jobs were asked to do. */
interface ExportRuns {

    ExportRun require(String jobId);
}

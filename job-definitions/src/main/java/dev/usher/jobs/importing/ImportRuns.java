package dev.usher.jobs.importing;

/** What jobs were asked to do. */
interface ImportRuns {

    ImportRun require(String jobId);

    /** The request alone, which is there even if the connection was deleted. */
    UserImportRequest request(String jobId);
}

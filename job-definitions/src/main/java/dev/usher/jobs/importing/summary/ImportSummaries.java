package dev.usher.jobs.importing.summary;

/** The balances of imports. */
public interface ImportSummaries {

    /** Counts in the database what became of the rows of a job. */
    ImportSummary compute(String jobId);

    /** Writes a balance into the job's row, in the transaction of the calling thread. */
    void save(String jobId, ImportSummary summary);
}

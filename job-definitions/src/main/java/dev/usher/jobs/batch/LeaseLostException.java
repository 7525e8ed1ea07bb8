package dev.usher.jobs.batch;

/** Another node owns the job now; whoever gets this must not write anything more for it. */
public final class LeaseLostException extends RuntimeException {

    public LeaseLostException(String jobId) {
        super("Job " + jobId + " is owned by another node now. Nothing more is written here.");
    }
}

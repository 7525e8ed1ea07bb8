package dev.usher.jobs.batch;

import org.slf4j.MDC;

/** Gives each line that a thread logs during some work the id of the job. */
public final class LoggedJob {

    /** Named in logback.xml. */
    private static final String KEY = "jobId";

    /** What is done for a job. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T result() throws E;
    }

    private LoggedJob() {}

    public static void run(String jobId, Runnable work) {
        var unused = call(jobId, () -> {
            work.run();
            return true;
        });
    }

    /** Within the work of a job, the lines behind this call are that job's again. */
    public static <T, E extends Exception> T call(String jobId, Work<T, E> work) throws E {
        var before = MDC.get(KEY);
        MDC.put(KEY, jobId);
        try {
            return work.result();
        } finally {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }
}

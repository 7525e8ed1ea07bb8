package dev.usher.jobs.batch;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Marks jobs that will not be run any more; shared by workers and by processes. */
public final class EndedJobs {

    private static final String MARK = """
            UPDATE jobs
               SET leftovers_removed = true
             WHERE id = :job AND status IN ('completed', 'failed', 'stopped')
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public EndedJobs(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Marks a job that has ended as one that can't be restarted, and removes in the same transaction what only a restart
     * would need. Does nothing if the job runs or is waiting to.
     *
     * @param removal must bear being run again: files do not come back with the transaction
     */
    public void tidyUp(String jobId, Runnable removal) {
        transaction.executeWithoutResult(status -> {
            // The row lock keeps the job from being restarted meanwhile.
            if (jdbc.sql(MARK).param("job", jobId).update() == 1) {
                removal.run();
            }
        });
    }
}

package dev.usher.app.launch;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.postgres.SqlState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Waits for a database that went away; shared by all threads. */
final class DatabaseReturn {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseReturn.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 5;

    private final JdbcClient jdbc;
    private final DatabaseKeeper keeper;
    private final Clock clock;
    private final Duration patience;

    DatabaseReturn(JdbcClient jdbc, DatabaseKeeper keeper, Clock clock, Duration patience) {
        this.jdbc = jdbc;
        this.keeper = keeper;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Backs off, and then waits until the database answers. A job that is to stop waits for one look only.
     *
     * @param failures how often it was tried in vain before; each doubles the first pause
     * @return false if it stayed away for longer than our patience, nobody waits any more, or the thread was interrupted
     */
    boolean await(int failures, RunningJob job) {
        Instant until = clock.instant().plus(patience);
        var pause = PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        try {
            do {
                // Also before the first look: connections that died with the others may still be in the pool.
                pause(pause, job);
                if (answers()) {
                    return true;
                }
                pause = PAUSE;
            } while (!job.stopRequested() && clock.instant().isBefore(until));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Once the job is to stop, no pause is longer than the shortest. */
    private static void pause(Duration pause, RunningJob job) throws InterruptedException {
        if (job.awaitStop(pause)) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean answers() {
        try {
            keeper.revive();
        } catch (RuntimeException e) {
            // It may be busy, or its disk full for the moment; that is what patience is for.
            LOG.info("The database can't be brought back yet", e);
            return false;
        }
        try {
            return jdbc.sql("SELECT 1").query(Integer.class).single() == 1;
        } catch (DataAccessException | TransactionException e) {
            if (!SqlState.isTransient(e)) {
                throw e;
            }
            LOG.info("The database does not answer yet: {}", e.getClass().getSimpleName());
            return false;
        }
    }
}

package dev.usher.app.launch;

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

    /** @return false if it stayed away for longer than our patience, or the thread was interrupted */
    boolean await() {
        Instant until = clock.instant().plus(patience);
        while (clock.instant().isBefore(until)) {
            if (answers()) {
                return true;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private boolean answers() {
        try {
            keeper.revive();
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

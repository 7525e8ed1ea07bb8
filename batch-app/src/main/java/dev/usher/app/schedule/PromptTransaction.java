package dev.usher.app.schedule;

import static java.util.Objects.requireNonNull;

import dev.usher.jobs.postgres.BriefTransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions of which nobody waits for long: the database ends those of a process that froze in the middle, and with them
 * their locks; and a process gives up on a database that says nothing more.
 */
final class PromptTransaction {

    /** Longer than any lock is waited for. The pool puts its own back when the connection returns. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;

    /** @param transaction on the data source */
    PromptTransaction(DataSource dataSource, TransactionOperations transaction) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = transaction;
    }

    /** Returns what the action returns, once it is committed. */
    <T> T call(Supplier<T> action) {
        return requireNonNull(transaction.execute(status -> {
            jdbc.execute((ConnectionCallback<Boolean>) PromptTransaction::limit);
            return action.get();
        }));
    }

    void run(Runnable action) {
        var unused = call(() -> {
            action.run();
            return true;
        });
    }

    private static boolean limit(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SILENCE.toMillis()));
        try (var statement = connection.createStatement()) {
            statement.execute(BriefTransactionManager.END_WHEN_IDLE);
            statement.execute("SET LOCAL lock_timeout = '15s'");
        }
        return true;
    }
}

package dev.usher.app.schedule;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions of which others do not wait for a process that froze in the middle: the database ends those that say nothing
 * for a while, and with them their locks.
 */
final class PromptTransaction {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    PromptTransaction(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Returns what the action returns, once it is committed. */
    <T> T call(Supplier<T> action) {
        return requireNonNull(transaction.execute(status -> {
            jdbc.sql("SET LOCAL idle_in_transaction_session_timeout = '10s'").update();
            jdbc.sql("SET LOCAL lock_timeout = '15s'").update();
            return action.get();
        }));
    }
}

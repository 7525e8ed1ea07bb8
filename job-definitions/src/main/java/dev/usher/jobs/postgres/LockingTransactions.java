package dev.usher.jobs.postgres;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions that lock rows which a job may be changing. Shared by all threads.
 *
 * <p>Few at a time, and none waits long for a lock: each keeps a connection meanwhile, and most of those belong to jobs. Who
 * gets no place or no lock in time is told so by a {@link org.springframework.dao.TransientDataAccessException}.
 *
 * <p>Jobs lock rows in an order of their own. A transaction that the database gives up to break a deadlock is done again, so
 * nothing may be left of it but what it wrote.
 */
public final class LockingTransactions implements TransactionOperations {

    private static final int AT_ONCE = 8;
    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final TransactionOperations transactions;
    private final JdbcClient jdbc;

    public LockingTransactions(TransactionOperations transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        enter();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return transactions.execute(status -> {
                        limitWaiting();
                        return action.doInTransaction(status);
                    });
                } catch (DataAccessException e) {
                    if (!SqlState.isDeadlock(e) || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } finally {
            places.release();
        }
    }

    private void enter() {
        try {
            if (places.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotAcquireLockException("Too many transactions wait for rows that others have locked.");
    }

    private void limitWaiting() {
        jdbc.sql("SELECT set_config('lock_timeout', :longest, true)")
                .param("longest", LONGEST_WAIT.toMillis() + "ms")
                .query((row, number) -> "")
                .list();
    }
}

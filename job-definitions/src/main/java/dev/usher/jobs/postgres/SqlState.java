package dev.usher.jobs.postgres;

import java.io.EOFException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** What an SQL error means for whoever must decide whether to try again. */
public final class SqlState {

    private static final Set<String> TRANSIENT = Set.of(
            "40001", // serialization failure
            "40P01", // deadlock
            "53300", // too many connections
            "55P03", // lock not available
            "57P01", // terminated by an administrator
            "57P02", // crash shutdown
            "57P03", // cannot connect now
            "57P05", // idle session time-out
            "25P03" // idle in transaction time-out
            );

    private SqlState() {}

    /** Whether a row clashed with another one on a unique key. */
    public static boolean isUniqueClash(Throwable error) {
        return hasState(error, "23505");
    }

    /** The unique index on which a row clashed with another one; empty if it did not, or the server does not say. */
    public static Optional<String> clashingIndex(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException sql
                    && "23505".equals(sql.getSQLState())
                    && sql.getServerErrorMessage() != null) {
                return Optional.ofNullable(sql.getServerErrorMessage().getConstraint());
            }
        }
        return Optional.empty();
    }

    /** Whether the server gave a statement up because it took too long, or was asked to. */
    public static boolean isCancelled(Throwable error) {
        return hasState(error, "57014");
    }

    /** Whether somebody else held a lock for longer than the statement was to wait. */
    public static boolean isLockNotAvailable(Throwable error) {
        return hasState(error, "55P03");
    }

    /** Whether the database broke a deadlock by refusing this transaction. */
    public static boolean isDeadlock(Throwable error) {
        return hasState(error, "40P01");
    }

    /**
     * Whether the same work may succeed later: the connection or the server went away, or the server asked to retry.
     * After a lost connection the outcome of a COMMIT is unknown, never failed.
     */
    public static boolean isTransient(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SocketException
                    || cause instanceof EOFException) {
                return true;
            }
            if (cause instanceof SQLException sql && (isTransientState(sql.getSQLState()) || isClosedByPool(sql))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransientState(String state) {
        return state != null && (state.startsWith("08") || TRANSIENT.contains(state));
    }

    /**
     * What the pool says to whoever still uses a connection that it found broken. After a COMMIT whose answer was lost
     * it is all that is left to see: Spring rolls back then, and that failure hides the first.
     */
    private static boolean isClosedByPool(SQLException error) {
        return error.getSQLState() == null && "Connection is closed".equals(error.getMessage());
    }

    private static boolean hasState(Throwable error, String state) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}

package dev.usher.jobs.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * COPY … TO STDOUT in the binary format, within the transaction of the calling thread; shared by workers.
 *
 * <p>A query that returns rows by the million is read row by row in constant memory, and no value becomes an object.
 */
public final class CopyOut {

    private final DataSource dataSource;
    private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

    public CopyOut(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Hands each row to the consumer, which may keep nothing of it: the next row takes its place.
     *
     * @param select a query without parameters, which COPY does not take
     * @param columns how many the query has
     * @return the number of rows
     */
    public long read(String select, int columns, Consumer<BinaryRow> consumer) {
        var sql = "COPY (" + select + ") TO STDOUT (FORMAT binary)";
        // Anything but DataSourceUtils would leave the transaction of the chunk.
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            try {
                var rows = new BinaryRows(columns, consumer);
                for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
                    rows.add(bytes);
                }
                return rows.end();
            } catch (SQLException | RuntimeException | Error e) {
                breakOff(copy, connection, e);
                throw e;
            }
        } catch (SQLException e) {
            var translated = translator.translate("COPY", sql, e);
            throw translated != null ? translated : new IllegalStateException("COPY failed", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /**
     * Leaves the connection as after any failed statement, so that it can be rolled back and used again. The driver's
     * own way of cancelling does not read what the server had sent before it knew; the next statement would find that
     * instead of its answer.
     */
    private static void breakOff(org.postgresql.copy.CopyOut copy, Connection connection, Throwable failure) {
        if (!copy.isActive()) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            skipRest(copy);
        } catch (SQLException e) {
            // That the query was cancelled, as a rule.
            failure.addSuppressed(e);
            if (copy.isActive() || SqlState.isTransient(e)) {
                abort(connection, failure);
            }
        }
    }

    private static void skipRest(org.postgresql.copy.CopyOut copy) throws SQLException {
        while (copy.readFromCopy() != null) {
            // Only the end counts.
        }
    }

    /** No pool may hand it out again. */
    private static void abort(Connection connection, Throwable failure) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}

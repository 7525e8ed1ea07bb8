package dev.usher.jobs.postgres;

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
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            var translated = translator.translate("COPY", sql, e);
            throw translated != null ? translated : new IllegalStateException("COPY failed", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}

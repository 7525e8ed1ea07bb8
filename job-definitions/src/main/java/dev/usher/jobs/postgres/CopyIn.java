package dev.usher.jobs.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * COPY … FROM STDIN into one table within the transaction of the calling thread; shared by workers.
 *
 * <p>Outside a transaction the rows are committed at once.
 */
public final class CopyIn {

    private final DataSource dataSource;
    private final String sql;
    private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

    public CopyIn(DataSource dataSource, SqlName table, List<String> columns) {
        this.dataSource = dataSource;
        this.sql = columns.stream()
                .map(column -> SqlName.of(column).quoted())
                .collect(Collectors.joining(", ", "COPY " + table + " (", ") FROM STDIN"));
    }

    /** Sends what the encoder holds; returns the number of rows. */
    public long write(CopyTextEncoder rows) {
        // Anything but DataSourceUtils would leave the transaction of the chunk.
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                copy.writeToCopy(rows.buffer(), 0, rows.length());
                return copy.endCopy();
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

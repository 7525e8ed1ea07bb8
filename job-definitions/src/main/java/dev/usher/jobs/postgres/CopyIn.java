package dev.usher.jobs.postgres;

import java.nio.charset.StandardCharsets;
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

    private static final int CHUNK_BYTES = 1 << 16;

    /** The signature of the format, no flags, no extension. */
    private static final byte[] HEAD = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** In place of the number of columns. */
    private static final byte[] END = {-1, -1};

    private final DataSource dataSource;
    private final String sql;
    private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

    public CopyIn(DataSource dataSource, SqlName table, List<String> columns) {
        this.dataSource = dataSource;
        this.sql = columns.stream()
                .map(column -> SqlName.of(column).quoted())
                .collect(Collectors.joining(", ", "COPY " + table + " (", ") FROM STDIN (FORMAT binary)"));
    }

    /** Sends the rows; returns their number. */
    public long write(CopyRows rows) {
        return send(copy -> copy.writeToCopy(rows.buffer(), 0, rows.length()));
    }

    /**
     * Sends the rows in another order; returns their number.
     *
     * @param order 0-based numbers of rows
     */
    public long write(CopyRows rows, int[] order) {
        return send(copy -> {
            var chunk = new byte[CHUNK_BYTES];
            int filled = 0;
            for (int row : order) {
                int start = rows.rowStart(row);
                int length = rows.rowStart(row + 1) - start;
                if (length > chunk.length - filled) {
                    copy.writeToCopy(chunk, 0, filled);
                    filled = 0;
                }
                if (length > chunk.length) {
                    copy.writeToCopy(rows.buffer(), start, length);
                } else {
                    System.arraycopy(rows.buffer(), start, chunk, filled, length);
                    filled += length;
                }
            }
            copy.writeToCopy(chunk, 0, filled);
        });
    }

    private interface Sending {
        void into(org.postgresql.copy.CopyIn copy) throws SQLException;
    }

    private long send(Sending rows) {
        // Anything but DataSourceUtils would leave the transaction of the chunk.
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                copy.writeToCopy(HEAD, 0, HEAD.length);
                rows.into(copy);
                copy.writeToCopy(END, 0, END.length);
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

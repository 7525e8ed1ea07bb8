package dev.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/** What one can do by hand with rows that have the shape of the table already; each in one session and transaction. */
final class HandWritten {

    /** A copy of {@code users} with all its indexes. */
    static final String TABLE = "bench_users";

    private static final int BUFFER_BYTES = 1 << 16;

    private final BenchDatabase database;

    HandWritten(BenchDatabase database) {
        this.database = database;
    }

    Duration copy(Path rows) throws SQLException, IOException {
        return copyInto(TABLE, rows);
    }

    /** Fills a table for a measurement that begins with users. */
    void fill(String table, Path rows) throws SQLException, IOException {
        database.run("TRUNCATE " + table);
        copyInto(table, rows);
        database.run("VACUUM (ANALYZE) " + table, "CHECKPOINT");
    }

    /** The staging table is a temporary one, which is the fastest kind: it is not logged. */
    Duration upsert(Path rows) throws SQLException, IOException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            statement.execute("CREATE TEMPORARY TABLE staged (LIKE " + TABLE + ") ON COMMIT DROP");
            copyInto(connection, "staged", rows);
            statement.execute("INSERT INTO " + TABLE + " (" + UsersTable.columns() + ") SELECT " + UsersTable.columns()
                    + " FROM staged" + UsersTable.onConflictUpdate());
            connection.commit();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private Duration copyInto(String table, Path rows) throws SQLException, IOException {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            copyInto(connection, table, rows);
            connection.commit();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static void copyInto(Connection connection, String table, Path rows) throws SQLException, IOException {
        try (var input = Files.newInputStream(rows)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " (" + UsersTable.columns() + ") FROM STDIN", input, BUFFER_BYTES);
        }
    }
}

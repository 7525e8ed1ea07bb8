package dev.usher.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/** What one session of COPY writes of the columns that the sample users fill. */
final class HandWrittenExport {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final String COPY =
            "COPY (SELECT row_to_json(u) FROM (SELECT " + String.join(", ", columns()) + " FROM users) AS u) TO STDOUT";

    private final BenchDatabase database;

    HandWrittenExport(BenchDatabase database) {
        this.database = database;
    }

    /** The columns that an export of all fields has of the sample users. */
    static String[] columns() {
        return new String[] {
            "user_id",
            "email",
            "email_verified",
            "given_name",
            "family_name",
            "name",
            "nickname",
            "picture",
            "app_metadata",
            "user_metadata"
        };
    }

    Duration plain(Path target) throws SQLException, IOException {
        long start = System.nanoTime();
        try (var out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER_BYTES)) {
            copyTo(out);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Duration gzip(Path target) throws SQLException, IOException, InterruptedException {
        long start = System.nanoTime();
        var gzip = new ProcessBuilder("gzip", "-6", "-c")
                .redirectOutput(target.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedOutputStream(gzip.getOutputStream(), BUFFER_BYTES)) {
            copyTo(out);
        }
        int exit = gzip.waitFor();
        if (exit != 0) {
            throw new IllegalStateException("gzip ended with " + exit);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void copyTo(OutputStream out) throws SQLException, IOException {
        try (var connection = database.connect()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(COPY, out);
        }
    }
}

package dev.usher.app.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the table of its chunks how far an export is; shared by all threads. The file takes the last twentieth. */
final class JdbcExportProgress {

    private static final String PROGRESS = """
            SELECT e.users, c.open, c.done, c.rows
              FROM jobs AS j
              LEFT JOIN exports AS e ON e.job_id = j.id,
                   (SELECT count(*) FILTER (WHERE segment IS NULL) AS open, coalesce(sum(rows), 0) AS rows,
                           coalesce(sum(users) FILTER (WHERE segment IS NOT NULL), 0) AS done
                      FROM export_chunks
                     WHERE job_id = :job) AS c
             WHERE j.id = :job AND j.status = 'processing' AND j.type = 'users_export'
            """;

    private final JdbcClient jdbc;

    JdbcExportProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if the job is no export that is being processed. */
    Optional<JobProgress> of(String jobId) {
        return jdbc.sql(PROGRESS)
                .param("job", jobId)
                .query((row, number) -> progress(row))
                .optional();
    }

    private static JobProgress progress(ResultSet row) throws SQLException {
        long users = row.getLong("users");
        if (row.wasNull()) {
            return new JobProgress("bounds", 0, 0, 0, OptionalLong.empty());
        }
        long rows = row.getLong("rows");
        if (row.getLong("open") == 0) {
            return new JobProgress("publish", 95, users, rows, OptionalLong.empty());
        }
        int percentage = (int) (95 * row.getLong("done") / Math.max(1, users));
        return new JobProgress("segments", percentage, users, rows, OptionalLong.empty());
    }
}

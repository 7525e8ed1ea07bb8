package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Reading;
import dev.usher.app.status.JobView.Summary;
import dev.usher.app.status.JobView.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/** Rows of {@link #SELECT} as jobs. */
final class JobRows {

    /** All jobs; conditions may be added. */
    static final String SELECT = """
            SELECT id, type, status, jobs.connection_id, connection, created_at, started_at, finished_at, running_ms,
                   attempts, status_code, status_details, leftovers_removed, total, inserted, updated, unchanged, failed,
                   request -> 'input' ->> 'name' AS input_name, coalesce((request ->> 'dry_run')::boolean, false) AS dry_run,
                   i.records AS rows_read, i.description -> 'input' ->> 'format' = 'CSV' AS csv,
                   CASE WHEN status = 'completed' THEN failed
                        -- Counting the errors themselves would read millions of them for one line of a list.
                        ELSE i.duplicates
                             + (SELECT coalesce(sum(rejected), 0) FROM import_parts AS p WHERE p.job_id = jobs.id)
                             + (SELECT coalesce(sum(failed), 0) FROM import_key_ranges AS r WHERE r.job_id = jobs.id)
                   END AS rows_rejected,
                   CASE WHEN (request -> 'target' ->> 'stored')::boolean THEN '-' ELSE request -> 'target' ->> 'path'
                   END AS target,
                   request ->> 'format' AS export_format, e.size_bytes, e.sha256
              FROM jobs
              LEFT JOIN import_inputs AS i ON i.job_id = jobs.id
              LEFT JOIN exports AS e ON e.job_id = jobs.id
            """;

    private JobRows() {}

    static JobView view(ResultSet row) throws SQLException {
        return new JobView(
                row.getString("id"),
                JobStatus.of(row.getString("status")),
                Optional.ofNullable(row.getString("connection_id")),
                Optional.ofNullable(row.getString("connection")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                Duration.ofMillis(row.getLong("running_ms")),
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("status_code")),
                Optional.ofNullable(row.getString("status_details")),
                row.getBoolean("leftovers_removed"),
                work(row));
    }

    private static Work work(ResultSet row) throws SQLException {
        return row.getString("type").equals(JobRequest.OfExport.TYPE)
                ? new Export(
                        row.getString("target"), row.getString("export_format").toLowerCase(Locale.ROOT), exported(row))
                : new Import(row.getString("input_name"), row.getBoolean("dry_run"), reading(row), summary(row));
    }

    private static Optional<Exported> exported(ResultSet row) throws SQLException {
        // A job that was cut off after it had published its file has noted what it was, and may yet write another.
        return JobStatus.of(row.getString("status")) == JobStatus.COMPLETED
                ? Optional.of(new Exported(row.getLong("total"), row.getLong("size_bytes"), row.getString("sha256")))
                : Optional.empty();
    }

    private static Optional<Reading> reading(ResultSet row) throws SQLException {
        long rows = row.getLong("rows_read");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Reading(row.getBoolean("csv"), rows, row.getLong("rows_rejected")));
    }

    private static Optional<Summary> summary(ResultSet row) throws SQLException {
        long total = row.getLong("total");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Summary(
                        total,
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        row.getLong("failed"),
                        row.getLong("unchanged")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

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
            SELECT id, type, status, external_id, jobs.connection_id, connection, created_at, started_at, finished_at,
                   running_ms + CASE WHEN status = 'processing' THEN extract(epoch FROM now() - l.taken_at) * 1000 ELSE 0 END
                       AS running_ms,
                   attempts, status_code, status_details, leftovers_removed, total, inserted, updated, unchanged, failed,
                   request -> 'input' ->> 'name' AS input_name, coalesce((request ->> 'dry_run')::boolean, false) AS dry_run,
                   i.records AS rows_read, i.description -> 'input' ->> 'format' = 'CSV' AS csv,
                   CASE WHEN status = 'completed' THEN failed
                        -- Counting the errors themselves would read millions of them for one line of a list.
                        ELSE i.duplicates
                             + (SELECT coalesce(sum(rejected), 0) FROM import_parts AS p WHERE p.job_id = jobs.id)
                             + (SELECT coalesce(sum(failed), 0) FROM import_key_ranges AS r WHERE r.job_id = jobs.id)
                   END AS rows_rejected,
                   (request -> 'target' ->> 'stored')::boolean AS target_stored,
                   request -> 'target' ->> 'name' AS target_name, request -> 'target' ->> 'path' AS target_path,
                   request ->> 'format' AS export_format, e.size_bytes, e.sha256
              FROM jobs
              LEFT JOIN import_inputs AS i ON i.job_id = jobs.id
              LEFT JOIN exports AS e ON e.job_id = jobs.id
              LEFT JOIN job_leases AS l ON l.job_id = jobs.id
            """;

    /** Of a filter; the page is found by the index of the order, so that it costs as much as it has rows. */
    static final String LIST = SELECT + """
             WHERE (CAST(:status AS text) IS NULL OR status = :status)
               AND (CAST(:type AS text) IS NULL OR type = :type)
               AND (CAST(:connection AS text) IS NULL OR jobs.connection_id = :connection)
               AND created_at >= coalesce(CAST(:from AS timestamptz), '-infinity')
               AND created_at < coalesce(CAST(:before AS timestamptz), 'infinity')
               AND created_at <= coalesce(CAST(:lastCreated AS timestamptz), 'infinity')
               AND (CAST(:lastId AS text) IS NULL OR created_at < :lastCreated OR id > :lastId)
             ORDER BY created_at DESC, id
             LIMIT :limit
            """;

    private static final String STANDARD_OUTPUT = "-";

    private JobRows() {}

    static JobView view(ResultSet row) throws SQLException {
        return new JobView(
                row.getString("id"),
                JobStatus.of(row.getString("status")),
                Optional.ofNullable(row.getString("external_id")),
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
                ? export(row)
                : new Import(row.getString("input_name"), row.getBoolean("dry_run"), reading(row), summary(row));
    }

    private static Export export(ResultSet row) throws SQLException {
        boolean stored = row.getBoolean("target_stored");
        var file = row.getString(stored ? "target_name" : "target_path");
        return new Export(
                file,
                row.getString("export_format").toLowerCase(Locale.ROOT),
                stored && !file.equals(STANDARD_OUTPUT),
                exported(row));
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

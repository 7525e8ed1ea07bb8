package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Mirrored;
import dev.usher.app.status.JobView.Reading;
import dev.usher.app.status.JobView.Selection;
import dev.usher.app.status.JobView.Summary;
import dev.usher.app.status.JobView.Work;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileTarget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@link #BY_ID} and {@link #LIST} as jobs; shared by all threads. */
final class JobRows {

    /** All that is known of the jobs of {@code %s}, which is evaluated first. */
    private static final String SELECT = """
            SELECT id, type, status, external_id, jobs.connection_id, connection, created_at, started_at, finished_at,
                   running_ms + CASE WHEN status = 'processing' THEN extract(epoch FROM now() - l.taken_at) * 1000 ELSE 0 END
                       AS running_ms,
                   attempts, status_code, status_details, leftovers_removed, total, inserted, updated, unchanged, failed,
                   coalesce(s.store || ':' || s.file_name, s.file_name, request -> 'input' ->> 'name') AS input_name,
                   request -> 'input' ->> 'source' AS input_source,
                   request -> 'input' ->> 'source' IS NOT NULL AND s.stored IS NULL AS fetching, coalesce((request ->> 'dry_run')::boolean, false) AS dry_run,
                   i.records AS rows_read, i.description -> 'input' ->> 'format' = 'CSV' AS csv,
                   -- Counting the errors themselves would read millions of them for one line of a list.
                   CASE WHEN status = 'completed' THEN failed
                        ELSE i.duplicates + p.rows_rejected_in_parts + r.rows_rejected_in_ranges END AS rows_rejected,
                   CASE WHEN status = 'processing' THEN request END AS import_request,
                   p.rows_staged, p.bytes_done, p.bytes_total, r.ranges, r.ranges_merged, r.ranges_resolved, r.rows_merged,
                   (request -> 'target' ->> 'stored')::boolean AS target_stored,
                   request -> 'target' ->> 'external' AS target_external, e.sha256 IS NOT NULL AS delivering,
                   request -> 'target' ->> 'name' AS target_name, request -> 'target' ->> 'path' AS target_path,
                   request ->> 'format' AS export_format, (request ->> 'limit')::bigint AS export_limit,
                   request -> 'fields' AS export_fields,
                   mi.action AS mirror_action, mi.outcome AS mirror_outcome, mi.reason AS mirror_reason, mi.users AS mirror_users, mi.missing, mi.due,
                   mi.back, mi.gone, mi.unblocked, mr.mirror_ranges, mr.mirror_ranges_applied,
                   e.size_bytes, e.sha256, e.users AS export_users, c.chunks_open, c.chunk_rows, c.users_done
              FROM %s
              LEFT JOIN import_sources AS s ON s.job_id = jobs.id
              LEFT JOIN import_inputs AS i ON i.job_id = jobs.id
              LEFT JOIN import_mirrors AS mi ON mi.job_id = jobs.id
              LEFT JOIN exports AS e ON e.job_id = jobs.id
              LEFT JOIN job_leases AS l ON l.job_id = jobs.id
              -- What says nothing of a row of jobs stands in the subquery itself: it is not even begun then.
             CROSS JOIN LATERAL (
                  SELECT coalesce(sum(records), 0) AS rows_staged, coalesce(sum(rejected), 0) AS rows_rejected_in_parts,
                         coalesce(sum(next_offset_bytes - offset_bytes), 0) AS bytes_done,
                         coalesce(sum(end_offset_bytes - offset_bytes), 0) AS bytes_total
                    FROM import_parts
                   WHERE job_id = jobs.id AND jobs.type = 'users_import' AND jobs.status <> 'completed') AS p
             CROSS JOIN LATERAL (
                  SELECT count(*) AS ranges, count(*) FILTER (WHERE merged) AS ranges_merged,
                         count(*) FILTER (WHERE resolved) AS ranges_resolved,
                         coalesce(sum(inserted + updated), 0) AS rows_merged,
                         coalesce(sum(failed), 0) AS rows_rejected_in_ranges
                    FROM import_key_ranges
                   WHERE job_id = jobs.id AND jobs.type = 'users_import' AND jobs.status <> 'completed') AS r
             CROSS JOIN LATERAL (
                  SELECT count(*) AS mirror_ranges, count(*) FILTER (WHERE applied) AS mirror_ranges_applied
                    FROM import_mirror_ranges
                   WHERE job_id = jobs.id AND jobs.type = 'users_import' AND jobs.status = 'processing') AS mr
             CROSS JOIN LATERAL (
                  SELECT count(*) FILTER (WHERE segment IS NULL) AS chunks_open, coalesce(sum(rows), 0) AS chunk_rows,
                         coalesce(sum(users) FILTER (WHERE segment IS NOT NULL), 0) AS users_done
                    FROM export_chunks
                   WHERE job_id = jobs.id AND jobs.type = 'users_export' AND jobs.status = 'processing') AS c
            """;

    static final String BY_ID = String.format(SELECT, "(SELECT * FROM jobs WHERE id = :job) AS jobs");

    /** Of a filter; the page is found by the index of the order, so that it costs as much as it has rows. */
    static final String LIST = String.format(SELECT, """
            (SELECT * FROM jobs
              WHERE (CAST(:status AS text) IS NULL OR status = :status)
                AND (CAST(:type AS text) IS NULL OR type = :type)
                AND (CAST(:connection AS text) IS NULL OR connection_id = :connection)
                AND created_at >= coalesce(CAST(:from AS timestamptz), '-infinity')
                AND created_at < coalesce(CAST(:before AS timestamptz), 'infinity')
                AND created_at <= coalesce(CAST(:lastCreated AS timestamptz), 'infinity')
                AND (CAST(:lastId AS text) IS NULL OR created_at < :lastCreated OR id > :lastId)
              ORDER BY created_at DESC, id
              LIMIT :limit) AS jobs
            """) + " ORDER BY created_at DESC, id";

    private static final String STANDARD_OUTPUT = "-";

    private final JsonMapper json;
    private final ImportProgress importProgress;

    JobRows(JsonMapper json) {
        this.json = json;
        this.importProgress = new ImportProgress(json);
    }

    JobView view(ResultSet row) throws SQLException {
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
                work(row),
                progress(row));
    }

    private Optional<JobProgress> progress(ResultSet row) throws SQLException {
        if (JobStatus.of(row.getString("status")) != JobStatus.PROCESSING) {
            return Optional.empty();
        }
        return Optional.of(isExport(row) ? ExportProgress.of(row) : importProgress.of(row));
    }

    private static boolean isExport(ResultSet row) throws SQLException {
        return row.getString("type").equals(JobRequest.OfExport.TYPE);
    }

    private Work work(ResultSet row) throws SQLException {
        return isExport(row)
                ? export(row)
                : new Import(
                        row.getString("input_name"),
                        row.getBoolean("dry_run"),
                        reading(row),
                        summary(row),
                        source(row),
                        mirrored(row));
    }

    private Optional<String> source(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("input_source"))
                .map(source -> json.readValue(source, FileSource.class).title());
    }

    private static Optional<Mirrored> mirrored(ResultSet row) throws SQLException {
        var action = row.getString("mirror_action");
        return action == null
                ? Optional.empty()
                : Optional.of(new Mirrored(
                        action,
                        row.getString("mirror_outcome"),
                        Optional.ofNullable(row.getString("mirror_reason")),
                        row.getLong("mirror_users"),
                        row.getLong("missing"),
                        row.getLong("due"),
                        row.getLong("back"),
                        row.getLong("gone"),
                        row.getLong("unblocked")));
    }

    private Export export(ResultSet row) throws SQLException {
        var external = row.getString("target_external");
        if (external != null) {
            return export(row, title(row, json.readValue(external, FileTarget.class)), false);
        }
        boolean stored = row.getBoolean("target_stored");
        return export(row, row.getString(stored ? "target_name" : "target_path"), stored);
    }

    private static String title(ResultSet row, FileTarget target) throws SQLException {
        return target.title(
                row.getString("id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private Export export(ResultSet row, String file, boolean stored) throws SQLException {
        return new Export(
                file,
                row.getString("export_format").toLowerCase(Locale.ROOT),
                stored && !file.equals(STANDARD_OUTPUT),
                selection(row),
                exported(row));
    }

    private Selection selection(ResultSet row) throws SQLException {
        long limit = row.getLong("export_limit");
        return new Selection(
                row.wasNull() ? OptionalLong.empty() : OptionalLong.of(limit),
                json.readValue(row.getString("export_fields"), UserExportRequest.Fields.class));
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

package dev.usher.app.status;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.importing.EscapeHint;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@link JobStatusService} over the tables of the jobs. */
final class JdbcJobStatusService implements JobStatusService {

    private static final String JOBS = """
            SELECT id, type, status, connection_id, connection, created_at, started_at, finished_at, running_ms, attempts,
                   status_code, status_details, leftovers_removed, total, inserted, updated, unchanged, failed,
                   request -> 'input' ->> 'name' AS input_name, coalesce((request ->> 'dry_run')::boolean, false) AS dry_run,
                   i.records AS rows_read, i.description -> 'input' ->> 'format' = 'CSV' AS csv,
                   CASE WHEN status = 'completed' THEN failed
                        -- Counting the errors themselves would read millions of them for one line of a list.
                        ELSE i.duplicates
                             + (SELECT coalesce(sum(rejected), 0) FROM import_parts AS p WHERE p.job_id = jobs.id)
                             + (SELECT coalesce(sum(failed), 0) FROM import_key_ranges AS r WHERE r.job_id = jobs.id)
                   END AS rows_rejected
              FROM jobs
              LEFT JOIN import_inputs AS i ON i.job_id = jobs.id
            """;

    private final JdbcClient jdbc;
    private final RowErrors errors;
    private final RejectedRecords rejects;
    private final JdbcImportProgress progress;
    private final JsonMapper json;

    JdbcJobStatusService(
            JdbcClient jdbc, RowErrors errors, RejectedRecords rejects, JdbcImportProgress progress, JsonMapper json) {
        this.jdbc = jdbc;
        this.errors = errors;
        this.rejects = rejects;
        this.progress = progress;
        this.json = json;
    }

    @Override
    public JobView require(String jobId) {
        return jdbc.sql(JOBS + " WHERE id = :job")
                .param("job", jobId)
                .query((row, number) -> view(row))
                .optional()
                .orElseThrow(() -> noJob(jobId));
    }

    @Override
    public UserImportRequest request(String jobId) {
        return jdbc.sql("SELECT request FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query((row, number) -> json.readValue(row.getString("request"), UserImportRequest.class))
                .optional()
                .orElseThrow(() -> noJob(jobId));
    }

    private static ProblemException noJob(String jobId) {
        return new ProblemException(ProblemType.JOB_NOT_FOUND, "There is no job " + jobId + ".");
    }

    @Override
    public List<JobView> list(Optional<JobStatus> status, int limit) {
        var where = status.isPresent() ? " WHERE status = :status" : "";
        return jdbc.sql(JOBS + where + " ORDER BY created_at DESC, id LIMIT :limit")
                .param("status", status.map(JobStatus::literal).orElse(null))
                .param("limit", limit)
                .query((row, number) -> view(row))
                .list();
    }

    @Override
    public Optional<JobProgress> progress(String jobId) {
        return progress.of(jobId);
    }

    @Override
    public List<StoredRowError> errors(String jobId, long afterRecord, int limit) {
        return errors.page(jobId, afterRecord, limit);
    }

    @Override
    public void exportRejects(String jobId, Path target) {
        var job = require(jobId);
        if (errors.page(jobId, 0, 1).isEmpty()) {
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT,
                    "Job " + jobId + " has no rejected records: it rejected none, or their retention time is over.");
        }
        if (!rejects.areGathered(jobId)) {
            throw new ProblemException(ProblemType.JOB_STATE_CONFLICT, whyNotGathered(job));
        }
        rejects.export(jobId, target);
    }

    private static String whyNotGathered(JobView job) {
        var start = "The rejected records of job " + job.id() + " are gathered when it ends";
        if (job.status() == JobStatus.PROCESSING) {
            return start + ", and it is still running.";
        }
        return job.leftoversRemoved()
                ? start + ", and it can't be continued any more. Import the file again."
                : start + ". Restart it first: usher jobs restart " + job.id();
    }

    @Override
    public List<ErrorCount> errorCounts(String jobId) {
        return errors.countsByCode(jobId);
    }

    @Override
    public Map<String, Long> warnings(String jobId) {
        var warnings = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                        SELECT code, path, sum(rows) AS rows
                          FROM job_warnings
                         WHERE job_id = :job
                         GROUP BY code, path
                         ORDER BY code, path
                        """).param("job", jobId).query(row -> {
            warnings.put(sentence(row.getString("code"), row.getString("path")), row.getLong("rows"));
        });
        return warnings;
    }

    private static String sentence(String code, String path) {
        return switch (code) {
            case "NOT_UPSERTABLE" -> path + " differs but is not changed by an upsert";
            case EscapeHint.CODE -> EscapeHint.sentence(path);
            default -> path + " is written by exports only and was ignored";
        };
    }

    private static JobView view(ResultSet row) throws SQLException {
        return new JobView(
                row.getString("id"),
                row.getString("type"),
                JobStatus.of(row.getString("status")),
                row.getString("connection_id"),
                row.getString("connection"),
                row.getString("input_name"),
                row.getBoolean("dry_run"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                Duration.ofMillis(row.getLong("running_ms")),
                row.getInt("attempts"),
                reading(row),
                summary(row),
                Optional.ofNullable(row.getString("status_code")),
                Optional.ofNullable(row.getString("status_details")),
                row.getBoolean("leftovers_removed"));
    }

    private static Optional<JobView.Reading> reading(ResultSet row) throws SQLException {
        long rows = row.getLong("rows_read");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new JobView.Reading(row.getBoolean("csv"), rows, row.getLong("rows_rejected")));
    }

    private static Optional<JobView.Summary> summary(ResultSet row) throws SQLException {
        long total = row.getLong("total");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new JobView.Summary(
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

package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.status.JobFilter.Position;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.importing.EscapeHint;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.mirror.MirrorRefusal;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.importing.row.RowWarning;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@link JobStatusService} over the tables of the jobs. */
final class JdbcJobStatusService implements JobStatusService {

    private static final String ABSENT = """
            SELECT user_id, missed_runs, fate = 'due' AS due
              FROM import_mirror_users
             WHERE job_id = :job AND user_id > :after AND fate <> 'returning'
             ORDER BY user_id
             LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RowErrors errors;
    private final JsonMapper json;
    private final JobRows rows;

    JdbcJobStatusService(JdbcClient jdbc, RowErrors errors, JsonMapper json) {
        this.jdbc = jdbc;
        this.errors = errors;
        this.json = json;
        this.rows = new JobRows(json);
    }

    @Override
    public JobView require(String jobId) {
        return jdbc.sql(JobRows.BY_ID)
                .param("job", jobId)
                .query((row, number) -> rows.view(row))
                .optional()
                .orElseThrow(() -> ProblemException.noJob(jobId));
    }

    @Override
    public JobRequest request(String jobId) {
        return jdbc.sql("SELECT type, request FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query((row, number) -> request(row.getString("type"), row.getString("request")))
                .optional()
                .orElseThrow(() -> ProblemException.noJob(jobId));
    }

    private JobRequest request(String type, String request) {
        return type.equals(JobRequest.OfExport.TYPE)
                ? new JobRequest.OfExport(json.readValue(request, UserExportRequest.class))
                : new JobRequest.OfImport(json.readValue(request, UserImportRequest.class));
    }

    @Override
    public List<JobView> list(JobFilter filter, int limit) {
        return jdbc.sql(JobRows.LIST)
                .param("status", filter.status().map(JobStatus::literal).orElse(null), Types.VARCHAR)
                .param("type", filter.type().orElse(null), Types.VARCHAR)
                .param("connection", filter.connectionId().orElse(null), Types.VARCHAR)
                .param("from", timestamp(filter.createdFrom()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("before", timestamp(filter.createdBefore()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("lastCreated", timestamp(filter.after().map(Position::createdAt)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("lastId", filter.after().map(Position::id).orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .query((row, number) -> rows.view(row))
                .list();
    }

    private static @Nullable OffsetDateTime timestamp(Optional<Instant> moment) {
        return moment.map(m -> m.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    @Override
    public List<StoredRowError> errors(String jobId, long afterRecord, int limit) {
        return errors.page(jobId, afterRecord, limit);
    }

    @Override
    public List<ErrorCount> errorCounts(String jobId) {
        return errors.countsByCode(jobId);
    }

    @Override
    public List<AbsentUser> absentUsers(String jobId, String after, int limit) {
        return jdbc.sql(ABSENT)
                .param("job", jobId)
                .param("after", after)
                .param("limit", limit)
                .query(AbsentUser.class)
                .list();
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
            case MirrorRefusal.CODE -> MirrorRefusal.valueOf(path).sentence();
            default -> new RowWarning(RowWarning.Code.valueOf(code), path).sentence();
        };
    }
}

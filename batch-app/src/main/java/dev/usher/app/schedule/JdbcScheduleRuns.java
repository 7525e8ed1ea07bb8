package dev.usher.app.schedule;

import dev.usher.app.schedule.RunView.Kind;
import dev.usher.app.schedule.RunView.Outcome;
import dev.usher.app.status.MirrorDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@link ScheduleRuns} in PostgreSQL. */
final class JdbcScheduleRuns implements ScheduleRuns {

    private static final String NOTE = """
            INSERT INTO schedule_runs (schedule_id, fire_time, kind, outcome, detail, noted_at)
            VALUES (:schedule, :time, :kind, :outcome, :detail, clock_timestamp())
            ON CONFLICT DO NOTHING
            """;

    /** Never a whole second, as firings by a cron expression are. */
    private static final String WISH = """
            INSERT INTO schedule_runs (schedule_id, fire_time, kind, outcome, override_guard)
            SELECT :schedule,
                   CASE WHEN moment = date_trunc('second', moment) THEN moment + interval '1 microsecond' ELSE moment END,
                   'by_hand', 'requested', :override
              FROM clock_timestamp() AS moment
            RETURNING fire_time
            """;

    private static final String UNFINISHED_JOB = """
            SELECT j.id
              FROM jobs AS j
             WHERE (j.status IN ('pending', 'processing')
                    OR j.status = 'completed'
                       AND EXISTS (SELECT FROM import_sources AS f WHERE f.job_id = j.id AND f.follow_up = 'due'))
               AND EXISTS (SELECT
                             FROM schedule_runs AS r
                            WHERE r.schedule_id = :schedule AND r.job_id = coalesce(j.first_job_id, j.id))
             LIMIT 1
            """;

    private static final String LIST = """
            SELECT r.fire_time, r.kind, r.outcome, r.detail, r.job_id, coalesce(j.status, r.job_status) AS job_status,
                   CASE WHEN j.id IS NULL THEN r.job_status_code ELSE j.status_code END AS job_status_code,
                   CASE WHEN j.id IS NULL THEN r.job_finished_at ELSE j.finished_at END AS job_finished_at,
                   CASE WHEN j.id IS NULL THEN r.mirror ELSE usher_mirror(j.id) END AS mirror
              FROM schedule_runs AS r
              LEFT JOIN jobs AS j ON j.id = r.job_id
             WHERE r.schedule_id = :schedule AND r.fire_time < :before
             ORDER BY r.fire_time DESC
             LIMIT :limit
            """;

    /** The export itself knows it as long as its job is kept. */
    private static final String WATERMARK = """
            SELECT max(coalesce(e.watermark, r.watermark)) AS watermark
              FROM schedule_runs AS r
              JOIN schedules AS s ON s.id = r.schedule_id
              LEFT JOIN jobs AS j ON j.id = r.job_id
              LEFT JOIN exports AS e ON e.job_id = r.job_id
             WHERE r.schedule_id = :schedule AND r.noted_at >= s.requested_at
               AND coalesce(j.status, r.job_status) = 'completed'
               AND coalesce(e.connection_id, r.connection_id) IS NOT DISTINCT FROM :connection
            """;

    private static final String MISSED =
            "SELECT schedule_id, count(*) AS missed FROM schedule_runs WHERE outcome = 'missed' GROUP BY schedule_id";

    /** Also one that was restarted, and ended again, since the look before: only one that completed can't be restarted. */
    private static final String NOTE_JOBS = """
            UPDATE schedule_runs AS r
               SET job_status = j.status, job_status_code = j.status_code, job_finished_at = j.finished_at,
                   mirror = usher_mirror(j.id), watermark = e.watermark, connection_id = e.connection_id
              FROM jobs AS j
              LEFT JOIN exports AS e ON e.job_id = j.id
             WHERE r.outcome = 'submitted' AND r.job_status IS DISTINCT FROM 'completed' AND j.id = r.job_id
               AND (r.job_status, r.job_finished_at) IS DISTINCT FROM (j.status, j.finished_at)
            """;

    /** Materialized, or the runs that bound a schedule's others would be looked up for each of those. */
    private static final String REMOVE = """
            WITH kept AS MATERIALIZED (
                SELECT id,
                       (SELECT fire_time FROM schedule_runs WHERE schedule_id = s.id
                         ORDER BY fire_time DESC OFFSET 29 LIMIT 1) AS least,
                       (SELECT fire_time FROM schedule_runs WHERE schedule_id = s.id
                         ORDER BY fire_time DESC OFFSET 9999 LIMIT 1) AS most
                  FROM schedules AS s)
            DELETE FROM schedule_runs AS r
             USING kept
             WHERE r.schedule_id = kept.id AND r.outcome <> 'requested' AND r.fire_time < kept.least
               AND r.fire_time < greatest(now() - :age * interval '1 millisecond', kept.most)
            """;

    private static final String FORGET_DELETIONS = """
            DELETE FROM deleted_users
             WHERE ctid IN (SELECT ctid
                              FROM deleted_users
                             WHERE deleted_at < now() - :age * interval '1 millisecond'
                             LIMIT 10000)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcScheduleRuns(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean note(String scheduleId, Instant fireTime, Kind kind, Outcome outcome, @Nullable String detail) {
        return jdbc.sql(NOTE)
                        .param("schedule", scheduleId)
                        .param("time", timestamp(fireTime))
                        .param("kind", literal(kind))
                        .param("outcome", literal(outcome))
                        .param("detail", detail)
                        .update()
                == 1;
    }

    @Override
    public Instant wish(String scheduleId, boolean overrideGuard) {
        return jdbc.sql(WISH)
                .param("schedule", scheduleId)
                .param("override", overrideGuard)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public List<Wish> wishes(String scheduleId) {
        return jdbc.sql(
                        "SELECT fire_time, override_guard FROM schedule_runs WHERE schedule_id = :schedule AND outcome ="
                                + " 'requested' ORDER BY fire_time")
                .param("schedule", scheduleId)
                .query((row, number) -> new Wish(moment(row, "fire_time"), row.getBoolean("override_guard")))
                .list();
    }

    @Override
    public void became(String scheduleId, Instant fireTime, Result result) {
        jdbc.sql("UPDATE schedule_runs SET outcome = :outcome, detail = coalesce(:detail, detail), job_id = :job,"
                        + " noted_at = clock_timestamp()"
                        + " WHERE schedule_id = :schedule AND fire_time = :time")
                .param("schedule", scheduleId)
                .param("time", timestamp(fireTime))
                .param("outcome", literal(result.outcome()))
                .param("detail", result.detail())
                .param("job", result.jobId())
                .update();
    }

    @Override
    public Optional<String> unfinishedJob(String scheduleId) {
        return jdbc.sql(UNFINISHED_JOB)
                .param("schedule", scheduleId)
                .query(String.class)
                .optional();
    }

    @Override
    public List<RunView> list(String scheduleId, Instant before, int limit) {
        return jdbc.sql(LIST)
                .param("schedule", scheduleId)
                .param("before", timestamp(before))
                .param("limit", limit)
                .query(this::map)
                .list();
    }

    @Override
    public Optional<Instant> watermark(String scheduleId, Optional<String> connectionId) {
        return jdbc.sql(WATERMARK)
                .param("schedule", scheduleId)
                .param("connection", connectionId.orElse(null), Types.VARCHAR)
                .query((row, number) -> Optional.ofNullable(row.getObject("watermark", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public Map<String, Long> missed() {
        var missed = new HashMap<String, Long>();
        jdbc.sql(MISSED).query(row -> {
            missed.put(row.getString("schedule_id"), row.getLong("missed"));
        });
        return missed;
    }

    @Override
    public void noteJobs() {
        jdbc.sql(NOTE_JOBS).update();
    }

    @Override
    public void removeOlderThan(Duration age) {
        jdbc.sql(REMOVE).param("age", age.toMillis()).update();
    }

    @Override
    public int forgetDeletions(Duration age) {
        return jdbc.sql(FORGET_DELETIONS).param("age", age.toMillis()).update();
    }

    private RunView map(ResultSet row, int number) throws SQLException {
        var mirror = row.getString("mirror");
        var finishedAt = row.getObject("job_finished_at", OffsetDateTime.class);
        return new RunView(
                moment(row, "fire_time"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("detail"),
                row.getString("job_id"),
                row.getString("job_status"),
                row.getString("job_status_code"),
                finishedAt == null ? null : finishedAt.toInstant(),
                mirror == null ? null : json.readValue(mirror, MirrorDocument.class));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String literal(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

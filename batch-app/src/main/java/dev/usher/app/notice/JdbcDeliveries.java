package dev.usher.app.notice;

import dev.usher.app.notice.Delivery.Attempt;
import dev.usher.app.notice.Delivery.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Deliveries} in the tables {@code notices} and {@code notice_attempts}. */
final class JdbcDeliveries implements Deliveries {

    private static final String SELECT =
            "SELECT id, event, job_id, state, reason, created_at, next_attempt_at FROM notices WHERE webhook_id = :webhook";

    private static final String PAGE = SELECT + """
               AND created_at <= coalesce(CAST(:lastCreated AS timestamptz), 'infinity')
               AND (CAST(:lastId AS text) IS NULL OR created_at < :lastCreated OR id > :lastId)
             ORDER BY created_at DESC, id
             LIMIT :limit
            """;

    private static final String ATTEMPTS = """
            SELECT notice_id, attempt, started_at, duration_ms, status, failure
              FROM notice_attempts
             WHERE notice_id = ANY (:ids)
             ORDER BY notice_id, attempt
            """;

    private static final String INSERT_TEST = """
            INSERT INTO notices (kind, webhook_id, event, body)
            VALUES ('webhook', :webhook, :event,
                    json_strip_nulls(json_build_object(
                        'type', CAST(:event AS text),
                        'timestamp', usher_moment(now()),
                        'data', json_build_object('webhook_id', CAST(:webhook AS text)))))
            RETURNING id
            """;

    private static final String RESEND = """
            UPDATE notices
               SET state = 'waiting', reason = NULL, ended_at = NULL, failures = 0, next_attempt_at = now()
             WHERE id = :id AND webhook_id = :webhook
            """;

    private final JdbcClient jdbc;

    JdbcDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Delivery> page(String webhookId, Optional<Position> after, int limit) {
        var rows = jdbc.sql(PAGE)
                .param("webhook", webhookId)
                .param(
                        "lastCreated",
                        after.map(last -> last.createdAt().atOffset(ZoneOffset.UTC))
                                .orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("lastId", after.map(Position::id).orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .query(JdbcDeliveries::map)
                .list();
        return withAttempts(rows);
    }

    @Override
    public Optional<Delivery> find(String webhookId, String id) {
        var rows = jdbc.sql(SELECT + " AND id = :id")
                .param("webhook", webhookId)
                .param("id", id)
                .query(JdbcDeliveries::map)
                .list();
        return withAttempts(rows).stream().findFirst();
    }

    @Override
    public Delivery insertTest(String webhookId) {
        var id = jdbc.sql(INSERT_TEST)
                .param("webhook", webhookId)
                .param("event", TEST)
                .query(String.class)
                .single();
        return find(webhookId, id).orElseThrow();
    }

    @Override
    public boolean resend(String webhookId, String id) {
        return jdbc.sql(RESEND).param("id", id).param("webhook", webhookId).update() > 0;
    }

    private List<Delivery> withAttempts(List<Delivery> deliveries) {
        var attempts = attempts(deliveries.stream().map(Delivery::id).toArray(String[]::new));
        return deliveries.stream()
                .map(d -> new Delivery(
                        d.id(),
                        d.event(),
                        d.jobId(),
                        d.state(),
                        d.reason(),
                        d.createdAt(),
                        d.nextAttemptAt(),
                        attempts.getOrDefault(d.id(), List.of())))
                .toList();
    }

    private Map<String, List<Attempt>> attempts(String[] ids) {
        var attempts = new HashMap<String, List<Attempt>>();
        jdbc.sql(ATTEMPTS).param("ids", ids).query(row -> {
            attempts.computeIfAbsent(row.getString("notice_id"), id -> new ArrayList<>())
                    .add(attempt(row));
        });
        return attempts;
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new Attempt(
                row.getInt("attempt"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getLong("duration_ms"),
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                Optional.ofNullable(row.getString("failure")));
    }

    private static Delivery map(ResultSet row, int number) throws SQLException {
        var state = NoticeState.of(row.getString("state"));
        return new Delivery(
                row.getString("id"),
                row.getString("event"),
                Optional.ofNullable(row.getString("job_id")),
                state,
                Optional.ofNullable(row.getString("reason")).map(GivenUpReason::of),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                state == NoticeState.WAITING
                        ? Optional.of(row.getObject("next_attempt_at", OffsetDateTime.class)
                                .toInstant())
                        : Optional.empty(),
                List.of());
    }
}

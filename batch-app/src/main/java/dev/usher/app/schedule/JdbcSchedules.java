package dev.usher.app.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link Schedules} in PostgreSQL. */
final class JdbcSchedules implements Schedules {

    private static final String SELECT = """
            SELECT id, name, cron, zone, type, request::text AS request, client_id, misfire, allow_overlap, paused,
                   configured, declared, withdrawn, version, settled_until, created_at, updated_at
              FROM schedules
            """;

    private static final String INSERT = """
            INSERT INTO schedules (id, name, cron, zone, type, request, client_id, misfire, allow_overlap, paused,
                                   configured, declared, withdrawn, settled_until, next_fire_time)
            VALUES (:id, :name, :cron, :zone, :type, CAST(:request AS jsonb), :client, :misfire, :overlap, :paused,
                    :configured, :declared, :withdrawn, :settled, :next)
            """;

    private static final String UPDATE = """
            UPDATE schedules
               SET name = :name, cron = :cron, zone = :zone, type = :type, request = CAST(:request AS jsonb),
                   misfire = :misfire, allow_overlap = :overlap, paused = :paused, declared = :declared, withdrawn = :withdrawn,
                   settled_until = :settled, next_fire_time = :next, version = version + 1, updated_at = now(),
                   requested_at = CASE WHEN :newRequest THEN clock_timestamp() ELSE requested_at END
             WHERE id = :id
            """;

    private static final String CONNECTIONS = """
            SELECT s.id, coalesce(s.request ->> 'connection', c.name) AS connection
              FROM schedules AS s
              LEFT JOIN connections AS c ON c.id = s.request ->> 'connection_id'
             WHERE (s.request ->> 'connection' IS NOT NULL OR c.name IS NOT NULL)
            """;

    /** Settled beyond now is what was settled before the clock of the database went back. */
    private static final String DUE = """
            SELECT id
              FROM schedules AS s
             WHERE NOT paused AND (next_fire_time <= now() OR settled_until > now() + interval '2 seconds')
                OR EXISTS (SELECT FROM schedule_runs AS r WHERE r.schedule_id = s.id AND r.outcome = 'requested')
             ORDER BY next_fire_time
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations savepoint;
    private final JsonMapper json;

    /** @param savepoint keeps a name that is taken from ending the transaction around it */
    JdbcSchedules(JdbcClient jdbc, TransactionOperations savepoint, JsonMapper json) {
        this.jdbc = jdbc;
        this.savepoint = savepoint;
        this.json = json;
    }

    @Override
    public List<Schedule> list() {
        return jdbc.sql(SELECT + " ORDER BY name").query(this::map).list();
    }

    @Override
    public Optional<Schedule> find(String idOrName) {
        return jdbc.sql(SELECT + (ScheduleId.is(idOrName) ? " WHERE id = :key" : " WHERE name = :key"))
                .param("key", idOrName)
                .query(this::map)
                .optional();
    }

    @Override
    public Optional<Schedule> lock(String id) {
        return jdbc.sql(SELECT + " WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(this::map)
                .optional();
    }

    @Override
    public boolean insert(Schedule schedule, @Nullable Instant nextFireTime) {
        return unlessTaken(statement(INSERT, schedule, nextFireTime)
                .param("client", schedule.clientId().orElse(null))
                .param("configured", schedule.configured()));
    }

    @Override
    public boolean update(Schedule schedule, @Nullable Instant nextFireTime, boolean newRequest) {
        return unlessTaken(statement(UPDATE, schedule, nextFireTime).param("newRequest", newRequest));
    }

    private JdbcClient.StatementSpec statement(String sql, Schedule schedule, @Nullable Instant nextFireTime) {
        return jdbc.sql(sql)
                .param("id", schedule.id())
                .param("name", schedule.name())
                .param("cron", schedule.cron())
                .param("zone", schedule.zone())
                .param("type", schedule.type())
                .param("request", schedule.request().toString())
                .param("misfire", schedule.misfire().name().toLowerCase(Locale.ROOT))
                .param("overlap", schedule.allowOverlap())
                .param("paused", schedule.paused())
                .param("declared", schedule.declared())
                .param("withdrawn", schedule.withdrawn())
                .param("settled", timestamp(schedule.settledUntil()))
                .param("next", timestamp(nextFireTime), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private boolean unlessTaken(JdbcClient.StatementSpec statement) {
        try {
            savepoint.executeWithoutResult(status -> statement.update());
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public void settled(String id, Instant until, @Nullable Instant nextFireTime) {
        jdbc.sql("UPDATE schedules SET settled_until = :until, next_fire_time = :next WHERE id = :id")
                .param("id", id)
                .param("until", timestamp(until))
                .param("next", timestamp(nextFireTime), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    @Override
    public boolean delete(String id) {
        return jdbc.sql("DELETE FROM schedules WHERE id = :id").param("id", id).update() > 0;
    }

    @Override
    public Map<String, String> connections() {
        var names = new HashMap<String, String>();
        jdbc.sql(CONNECTIONS).query(row -> {
            names.put(row.getString("id"), row.getString("connection"));
        });
        return names;
    }

    @Override
    public Optional<String> connection(String id) {
        return jdbc.sql(CONNECTIONS + " AND s.id = :id")
                .param("id", id)
                .query((row, number) -> row.getString("connection"))
                .optional();
    }

    @Override
    public Map<String, Long> active() {
        var versions = new HashMap<String, Long>();
        jdbc.sql("SELECT id, version FROM schedules WHERE NOT paused").query(row -> {
            versions.put(row.getString("id"), row.getLong("version"));
        });
        return versions;
    }

    @Override
    public List<String> due() {
        return jdbc.sql(DUE).query(String.class).list();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private Schedule map(ResultSet row, int number) throws SQLException {
        return new Schedule(
                row.getString("id"),
                row.getString("name"),
                row.getString("cron"),
                row.getString("zone"),
                row.getString("type"),
                (ObjectNode) json.readTree(row.getString("request")),
                Optional.ofNullable(row.getString("client_id")),
                Misfire.valueOf(row.getString("misfire").toUpperCase(Locale.ROOT)),
                row.getBoolean("allow_overlap"),
                row.getBoolean("paused"),
                row.getBoolean("configured"),
                row.getBoolean("declared"),
                row.getBoolean("withdrawn"),
                row.getLong("version"),
                row.getObject("settled_until", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}

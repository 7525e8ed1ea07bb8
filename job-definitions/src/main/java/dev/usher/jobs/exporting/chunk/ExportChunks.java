package dev.usher.jobs.exporting.chunk;

import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.search.SqlCondition;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chunks of exports, in the tables {@code exports} and {@code export_chunks}; shared by workers. */
public final class ExportChunks {

    /**
     * Ids never change, so a user is in one chunk for good. A user that is made later may get an id within the bounds;
     * the youngest user of all tells most of them from those that belong to the export. (The database's time does not: a
     * user has the time at which its transaction began, or that of another clock.) Where that is not enough, the ids
     * themselves are kept.
     */
    private static final String CUT = """
            WITH selected AS (
                SELECT u.user_id, u.created_at
                  FROM users AS u
                 WHERE %s
                 ORDER BY u.user_id
                 LIMIT :limit
            ), bounds AS (
                SELECT chunk_number, max(user_id) AS high, count(*) AS users, max(created_at) AS youngest,
                       %s AS user_ids
                  FROM (SELECT user_id, created_at,
                               (row_number() OVER (ORDER BY user_id) - 1) / :size AS chunk_number
                          FROM selected) AS numbered
                 GROUP BY chunk_number
            ), chunks AS (
                INSERT INTO export_chunks (job_id, chunk_number, low, high, users, user_ids)
                SELECT :job, chunk_number, coalesce(lag(high) OVER (ORDER BY chunk_number), ''), high, users, user_ids
                  FROM bounds
            )
            INSERT INTO exports (job_id, connection_id, created_until, users)
            SELECT :job, :connection, max(youngest), coalesce(sum(users), 0)
              FROM bounds
            """;

    /** A file without users has a beginning too: that of a CSV is its header. */
    private static final String CUT_ONE_IF_NONE = """
            INSERT INTO export_chunks (job_id, chunk_number, low, high, users)
            SELECT :job, 0, '', '', 0
             WHERE NOT EXISTS (SELECT FROM export_chunks WHERE job_id = :job)
            """;

    /** Behind all users. Who has come back with the same id is a user, unless in a connection that is not asked for. */
    private static final String CUT_DELETED = """
            WITH gone AS (
                SELECT user_id, (row_number() OVER (ORDER BY user_id) - 1) / :size AS chunk_number
                  FROM (SELECT DISTINCT user_id
                          FROM deleted_users
                         WHERE deleted_at >= :since AND connection_id = coalesce(:connection, connection_id)) AS d
                 WHERE NOT EXISTS (SELECT FROM users AS u WHERE u.user_id = d.user_id AND %s
                                      AND u.connection_id = coalesce(:connection, u.connection_id))
            )
            INSERT INTO export_chunks (job_id, chunk_number, low, high, users, user_ids, deleted)
            SELECT :job, chunk_number + (SELECT max(chunk_number) + 1 FROM export_chunks WHERE job_id = :job),
                   min(user_id), max(user_id), count(*), array_agg(user_id), true
              FROM gone
             GROUP BY chunk_number
            """.formatted(ProfileSql.IS_USER);

    private static final String DELETED =
            "SELECT id FROM export_chunks, unnest(user_ids) AS id WHERE chunk_id = :chunk ORDER BY id COLLATE \"C\"";

    private static final SqlCondition EVERYBODY = new SqlCondition("TRUE", Map.of());

    private static final String CLAIM = """
            SELECT job_id, chunk_id AS id, chunk_number AS number, deleted
              FROM export_chunks
             WHERE job_id = :job AND segment IS NULL
             ORDER BY chunk_number
             LIMIT 1
               FOR UPDATE SKIP LOCKED
            """;

    private static final String WRITTEN = """
            UPDATE export_chunks
               SET segment = :segment, rows = :rows, size_bytes = :size, crc32c = :crc32c
             WHERE chunk_id = :chunk
            """;

    private static final String FORGET = """
            UPDATE export_chunks
               SET segment = NULL, rows = NULL, size_bytes = NULL, crc32c = NULL
             WHERE job_id = :job AND segment = :segment
            """;

    private static final String SEGMENTS = """
            SELECT segment AS name, rows, size_bytes, crc32c
              FROM export_chunks
             WHERE job_id = :job AND segment IS NOT NULL
             ORDER BY chunk_number
            """;

    private static final String TOTALS = """
            SELECT coalesce(sum(rows), 0) AS rows, count(*) FILTER (WHERE segment IS NULL) AS open_chunks
              FROM export_chunks
             WHERE job_id = :job
            """;

    private final JdbcClient jdbc;
    private final Connections connections;

    public ExportChunks(JdbcClient jdbc, Connections connections) {
        this.jdbc = jdbc;
        this.connections = connections;
    }

    public boolean areCut(String jobId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM exports WHERE job_id = :job)")
                .param("job", jobId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Fixes who belongs to an export, in the transaction of the calling thread.
     *
     * @param size users a chunk
     */
    public void cut(String jobId, ExportScope scope, int size) {
        var since = scope.updatedSince();
        var found = found(scope);
        jdbc.sql(CUT.formatted(condition(scope, found), scope.choosesUsers() ? "array_agg(user_id)" : "NULL::text[]"))
                .param("job", jobId)
                .param("connection", scope.connectionId(), Types.VARCHAR)
                .param(
                        "since",
                        since == null ? null : OffsetDateTime.ofInstant(since, ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", scope.limit(), Types.BIGINT)
                .param("size", size)
                .params(found.parameters())
                .update();
        jdbc.sql(CUT_ONE_IF_NONE).param("job", jobId).update();
    }

    /**
     * Adds the users that were deleted, after {@link #cut} in the same transaction.
     *
     * @param since only those that were deleted then or later
     */
    public void cutDeleted(String jobId, ExportScope scope, Instant since, int size) {
        jdbc.sql(CUT_DELETED)
                .param("job", jobId)
                .param("connection", scope.connectionId(), Types.VARCHAR)
                .param("since", OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                .param("size", size)
                .update();
    }

    /**
     * Notes what an export that was cut may not have seen: what was changed then or later.
     *
     * @param watermark null if that is not known
     */
    public void noteWatermark(String jobId, @Nullable Instant watermark) {
        jdbc.sql("UPDATE exports SET watermark = date_trunc('milliseconds', CAST(:watermark AS timestamptz))"
                        + " WHERE job_id = :job")
                .param("job", jobId)
                .param(
                        "watermark",
                        watermark == null ? null : OffsetDateTime.ofInstant(watermark, ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** The ids of a chunk of users that were deleted. */
    public List<String> deleted(ExportChunk chunk) {
        return jdbc.sql(DELETED).param("chunk", chunk.id()).query(String.class).list();
    }

    private SqlCondition found(ExportScope scope) {
        var query = scope.query();
        return query == null ? EVERYBODY : query.condition(connections.list());
    }

    private static String condition(ExportScope scope, SqlCondition found) {
        return ProfileSql.IS_USER
                + (scope.connectionId() == null ? "" : " AND u.connection_id = :connection")
                + (scope.updatedSince() == null ? "" : " AND u.updated_at >= :since")
                + " AND " + found.sql();
    }

    /** The next chunk without a segment that no other worker has, for the rest of the calling thread's transaction. */
    public Optional<ExportChunk> claim(String jobId) {
        return jdbc.sql(CLAIM).param("job", jobId).query(ExportChunk.class).optional();
    }

    public void written(ExportChunk chunk, Segment segment) {
        jdbc.sql(WRITTEN)
                .param("chunk", chunk.id())
                .param("segment", segment.name())
                .param("rows", segment.rows())
                .param("size", segment.sizeBytes())
                .param("crc32c", segment.crc32c())
                .update();
    }

    /** Lets the chunk of a segment be written anew. */
    public void forget(String jobId, Segment segment) {
        jdbc.sql(FORGET).param("job", jobId).param("segment", segment.name()).update();
    }

    /** Those that were written, in the order of the file. */
    public List<Segment> segments(String jobId) {
        return jdbc.sql(SEGMENTS).param("job", jobId).query(Segment.class).list();
    }

    /** Removes what only a restart would need, in the transaction of the calling thread. */
    public void remove(String jobId) {
        jdbc.sql("DELETE FROM export_chunks WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    public ExportTotals totals(String jobId) {
        return jdbc.sql(TOTALS).param("job", jobId).query(ExportTotals.class).single();
    }
}

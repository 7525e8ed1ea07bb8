package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link TakenFiles} in the tables {@code import_sources} and {@code imported_files}; shared by all jobs. */
final class JdbcTakenFiles implements TakenFiles {

    private static final String FIND = """
            SELECT file_name, version, modified_at, size_bytes, stored, remark, settled
              FROM import_sources
             WHERE job_id = :job
            """;

    /** Of all that choose from the same store, by whichever pattern, or from the same address. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('usher source ' || :connection || ' ' || :place, 0))";

    /** Files of the same address, or of the same store by whichever pattern they were chosen; the latest first. */
    private static final String LAST = """
            SELECT file_name, version, modified_at, NULL::bigint AS size_bytes, sha256, imported_at,
                   coalesce(mirrored = :mirror, CAST(:mirror AS text) IS NULL) AS nothing_left
              FROM imported_files
             WHERE connection_id = :connection
               AND (source = :source OR starts_with(source, 'store ' || :store || '/'))
             ORDER BY imported_at DESC
            """;

    /** Those of jobs that failed before, and were restarted, are no longer open. */
    private static final String UNDER_WAY = """
            SELECT s.file_name, s.version, s.modified_at, s.size_bytes
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
             WHERE s.connection_id = :connection AND s.store = :store AND s.job_id <> :job
               AND s.file_name IS NOT NULL AND s.settled IN ('open', 'failed', 'kept')
               AND j.status IN ('pending', 'processing')
            """;

    private static final String ADDRESS_UNDER_WAY = """
            SELECT s.file_name, s.version, s.modified_at, s.size_bytes
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
             WHERE s.connection_id = :connection AND s.store IS NULL AND s.source = :source AND s.job_id <> :job
               AND s.file_name IS NOT NULL AND NOT coalesce((j.request ->> 'dry_run')::boolean, false)
               AND j.status IN ('pending', 'processing')
            """;

    /** Of jobs that have ended, those that are to be moved away. */
    private static final String UNSETTLED = """
            SELECT s.file_name, s.version, s.modified_at, s.size_bytes
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
             WHERE s.connection_id = :connection AND s.store = :store AND s.file_name IS NOT NULL
               AND (j.status = 'completed' AND s.settled IN ('open', 'failed', 'kept')
                    OR j.status = 'failed' AND s.settled = 'open' AND s.stored IS NOT NULL)
            """;

    private static final String TAKE = """
            INSERT INTO import_sources (job_id, connection_id, source, store, file_name, version, modified_at,
                                        size_bytes, remark, settled, follow_up)
            VALUES (:job, :connection, :source, :store, :name, :version, :modified, :size, :remark, :settled, :followUp)
            ON CONFLICT (job_id) DO UPDATE
                SET file_name = excluded.file_name, version = excluded.version, modified_at = excluded.modified_at,
                    size_bytes = excluded.size_bytes, remark = excluded.remark, stored = NULL, sha256 = NULL,
                    settled = excluded.settled, follow_up = excluded.follow_up
            """;

    private static final String STORED = """
            UPDATE import_sources
               SET stored = :stored, size_bytes = :size, sha256 = :sha256,
                   settled = CASE WHEN settled = 'failed' AND :inbox THEN 'open' ELSE settled END
             WHERE job_id = :job
            """;

    private static final String UNCHANGED = """
            UPDATE import_sources SET remark = 'UNCHANGED' WHERE job_id = :job
            """;

    /** The same bytes under this name need not be compared again. */
    private static final String RENAMED = """
            UPDATE imported_files AS f
               SET file_name = s.file_name, version = s.version, modified_at = s.modified_at, imported_at = now()
              FROM import_sources AS s
             WHERE s.job_id = :job AND f.connection_id = s.connection_id AND f.source = s.source
            """;

    private static final String IMPORTED = """
            INSERT INTO imported_files (connection_id, source, file_name, version, modified_at, sha256, mirrored)
            SELECT s.connection_id, s.source, s.file_name, s.version, s.modified_at, s.sha256, m.action
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
              LEFT JOIN import_mirrors AS m ON m.job_id = s.job_id AND m.outcome = 'applied'
               AND NOT EXISTS (SELECT FROM import_mirror_users AS u WHERE u.job_id = m.job_id AND u.fate = 'waiting')
             WHERE s.job_id = :job AND s.sha256 IS NOT NULL AND s.remark IS NULL
               AND NOT coalesce((j.request ->> 'dry_run')::boolean, false)
            ON CONFLICT (connection_id, source) DO UPDATE
                SET file_name = excluded.file_name, version = excluded.version, modified_at = excluded.modified_at,
                    sha256 = excluded.sha256, mirrored = excluded.mirrored, imported_at = now()
            """;

    private final JdbcClient jdbc;

    JdbcTakenFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<TakenFile> find(String jobId) {
        return jdbc.sql(FIND)
                .param("job", jobId)
                .query((row, number) -> new TakenFile(file(row), row.getString("stored"), place(row), remark(row)))
                .optional();
    }

    private static Place place(ResultSet row) throws SQLException {
        return switch (row.getString("settled")) {
            case "done" -> Place.DONE;
            case "failed" -> Place.FAILED;
            default -> Place.INBOX;
        };
    }

    private static @Nullable Remark remark(ResultSet row) throws SQLException {
        var remark = row.getString("remark");
        return remark == null ? null : Remark.valueOf(remark);
    }

    private static @Nullable ExternalFile file(ResultSet row) throws SQLException {
        var name = row.getString("file_name");
        return name == null ? null : named(name, row);
    }

    private static ExternalFile named(String name, ResultSet row) throws SQLException {
        long size = row.getLong("size_bytes");
        return new ExternalFile(
                name,
                row.wasNull() ? -1 : size,
                row.getObject("modified_at", OffsetDateTime.class).toInstant(),
                row.getString("version"));
    }

    @Override
    public Known known(Order order) {
        jdbc.sql(LOCK)
                .param("connection", order.connectionId())
                .param("place", place(order.source()))
                .query()
                .listOfRows();
        return new Known(last(order), underWay(order), unsettled(order.connectionId(), order.source()));
    }

    private static String place(FileSource source) {
        return source.store() == null ? source.key() : "store " + source.store();
    }

    private Optional<Imported> last(Order order) {
        return jdbc
                .sql(LAST)
                .param("connection", order.connectionId())
                .param("source", order.source().key())
                .param("store", order.source().store(), Types.VARCHAR)
                .param("mirror", order.mirror(), Types.VARCHAR)
                .query((row, number) -> new Imported(
                        named(row.getString("file_name"), row),
                        row.getString("sha256"),
                        row.getObject("imported_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("nothing_left")))
                .list()
                .stream()
                .filter(imported ->
                        order.source().files().matches(imported.file().name()))
                .findFirst();
    }

    private List<ExternalFile> underWay(Order order) {
        var source = order.source();
        var statement = source.store() == null
                ? jdbc.sql(ADDRESS_UNDER_WAY).param("source", source.key())
                : jdbc.sql(UNDER_WAY).param("store", source.store());
        return statement
                .param("connection", order.connectionId())
                .param("job", order.jobId())
                .query((row, number) -> named(row.getString("file_name"), row))
                .list();
    }

    @Override
    public List<ExternalFile> unsettled(String connectionId, FileSource source) {
        return source.store() == null
                ? List.of()
                : jdbc.sql(UNSETTLED)
                        .param("connection", connectionId)
                        .param("store", source.store())
                        .query((row, number) -> named(row.getString("file_name"), row))
                        .list();
    }

    @Override
    public void take(Order order, @Nullable ExternalFile file, @Nullable Remark remark) {
        jdbc.sql(TAKE)
                .param("job", order.jobId())
                .param("connection", order.connectionId())
                .param("source", order.source().key())
                .param("store", order.source().store(), Types.VARCHAR)
                .param("name", file == null ? null : file.name(), Types.VARCHAR)
                .param("version", file == null ? null : file.version(), Types.VARCHAR)
                .param("modified", file == null ? null : timestamp(file.modifiedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("size", file == null || file.sizeBytes() < 0 ? null : file.sizeBytes(), Types.BIGINT)
                .param("remark", remark == null ? null : remark.name(), Types.VARCHAR)
                .param("settled", isSettled(order, file) ? "left" : "open")
                .param("followUp", isFollowed(order, file) ? "due" : null, Types.VARCHAR)
                .update();
    }

    /** There is nothing to move: no file, one that has no place to go, or one of a job that leaves no trace. */
    private static boolean isSettled(Order order, @Nullable ExternalFile file) {
        return file == null || order.dryRun() || order.source().store() == null;
    }

    private static boolean isFollowed(Order order, @Nullable ExternalFile file) {
        return file != null && !order.dryRun() && order.source().takesAll();
    }

    private static OffsetDateTime timestamp(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void stored(String jobId, String stored, long sizeBytes, String sha256, Place from) {
        jdbc.sql(STORED)
                .param("job", jobId)
                .param("inbox", from == Place.INBOX)
                .param("stored", stored)
                .param("size", sizeBytes)
                .param("sha256", sha256)
                .update();
    }

    @Override
    public void unchanged(String jobId) {
        jdbc.sql(UNCHANGED).param("job", jobId).update();
        jdbc.sql(RENAMED).param("job", jobId).update();
    }

    @Override
    public void imported(String jobId) {
        jdbc.sql(IMPORTED).param("job", jobId).update();
    }
}

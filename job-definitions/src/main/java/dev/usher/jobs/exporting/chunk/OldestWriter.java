package dev.usher.jobs.exporting.chunk;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds out how far back changes may date that nobody sees yet. A user says when the transaction began that changed it, and
 * is seen when that ends: whoever asks for what was changed since the last look must ask since the start of the oldest
 * transaction that was open then.
 */
public final class OldestWriter {

    private static final Logger LOG = LoggerFactory.getLogger(OldestWriter.class);

    /** Read before the sessions are: one that begins later began after this. */
    private static final String NOW = "SELECT clock_timestamp()";

    /** What a transaction has read of the sessions before would be shown again. */
    private static final String LOOK_ANEW = "SELECT pg_stat_clear_snapshot()";

    /** Of those that may write users. */
    private static final String OLDEST = """
            SELECT min(xact_start)
              FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()
               AND coalesce(backend_type, '') NOT IN ('autovacuum worker', 'parallel worker', 'walsender')
            """;

    /** Whose start the role may not see, though their locks; not the server's own, such as autovacuum, which belong to no role. */
    private static final String HIDDEN = """
            SELECT EXISTS (SELECT
                             FROM pg_stat_activity AS a
                             JOIN pg_locks AS l ON l.pid = a.pid AND l.locktype = 'virtualxid'
                            WHERE a.datname = current_database() AND a.query = '<insufficient privilege>'
                              AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid())
            """;

    /** Of a prepared transaction nobody knows when it began. It writes nothing more, so only its locks matter. */
    private static final String PREPARED = """
            SELECT EXISTS (SELECT
                             FROM pg_locks
                            WHERE pid IS NULL AND locktype = 'relation' AND relation = 'users'::regclass
                              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                              AND mode <> 'AccessShareLock')
            """;

    private final JdbcClient jdbc;
    private final Duration margin;

    /** @param margin for sessions that have begun, but can't be seen yet */
    public OldestWriter(JdbcClient jdbc, Duration margin) {
        this.jdbc = jdbc;
        this.margin = margin;
    }

    /**
     * Looks now. What is read after this is all that was changed, but for what says that it was changed at the moment that is
     * returned or later.
     *
     * @return empty if it can't be told
     */
    public Optional<Instant> start() {
        jdbc.sql(LOOK_ANEW).query().listOfRows();
        var now = instant(NOW).orElseThrow();
        var oldest = instant(OLDEST).filter(start -> start.isBefore(now)).orElse(now);
        if (is(HIDDEN)) {
            LOG.warn(
                    "A session of another role is in a transaction whose start can't be seen, so the next export of changes"
                            + " begins where this one did. GRANT pg_read_all_stats to the role of Usher lets it see.");
            return Optional.empty();
        }
        if (is(PREPARED)) {
            LOG.warn(
                    "A prepared transaction has changed users and was not ended, so the next export of changes begins where"
                            + " this one did");
            return Optional.empty();
        }
        return Optional.of(oldest.minus(margin));
    }

    private Optional<Instant> instant(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    private boolean is(String sql) {
        return jdbc.sql(sql).query(Boolean.class).single();
    }
}

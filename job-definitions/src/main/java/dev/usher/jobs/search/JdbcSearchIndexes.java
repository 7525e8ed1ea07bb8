package dev.usher.jobs.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes the indexes in one session without a transaction, which is what {@code CONCURRENTLY} asks for. */
final class JdbcSearchIndexes implements SearchIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSearchIndexes.class);

    /** Any number that nobody else takes. */
    private static final long LOCK = 0x7573_6865_725f_6978L;

    private static final String TRIGRAMS = "users_search_text";

    /** The cheap ones first. Conditions that are neither in one of them nor in a key of users read all users. */
    private static final Map<String, String> DEFINITIONS = definitions();

    private static final String LEFT_OVER = """
            SELECT c.relname
              FROM pg_index AS i
              JOIN pg_class AS c ON c.oid = i.indexrelid
             WHERE i.indrelid = CAST('users' AS regclass) AND NOT i.indisvalid AND c.relname LIKE 'users\\_search\\_%'
            """;

    private static final String PRESENT =
            "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = 'users'";

    private final JdbcTemplate jdbc;
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;

    JdbcSearchIndexes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void create() {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (var statement = connection.createStatement()) {
                running = statement;
                if (isTrue(statement, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                    createLocked(connection, statement);
                }
            } finally {
                running = null;
            }
            return true;
        });
    }

    @Override
    public void cancel() {
        cancelled = true;
        var statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("Search indexes could not be given up", e);
            }
        }
    }

    private void createLocked(Connection connection, Statement statement) throws SQLException {
        try {
            for (String name : names(statement, LEFT_OVER)) {
                statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + statement.enquoteIdentifier(name, true));
            }
            if (createMissing(statement)) {
                // Without statistics of the expressions that are indexed, the planner would guess.
                statement.execute("ANALYZE users");
                LOG.info("Users can be searched by indexes");
            }
        } finally {
            if (!connection.isClosed()) {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private boolean createMissing(Statement statement) throws SQLException {
        var present = names(statement, PRESENT);
        boolean any = false;
        for (var index : DEFINITIONS.entrySet()) {
            if (!present.contains(index.getKey())
                    && !cancelled
                    && (!index.getKey().equals(TRIGRAMS) || hasTrigrams(statement))) {
                statement.execute("CREATE INDEX CONCURRENTLY " + index.getKey() + " ON users " + index.getValue());
                any = true;
            }
        }
        return any;
    }

    /** The extension is part of every PostgreSQL, but not every owner of a database may switch it on. */
    private static boolean hasTrigrams(Statement statement) throws SQLException {
        try {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
            return true;
        } catch (SQLException e) {
            LOG.warn(
                    "Searches with wildcards read all users: the extension pg_trgm can't be created ({})."
                            + " Let an administrator run CREATE EXTENSION pg_trgm, and start again.",
                    e.getSQLState());
            return false;
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Map<String, String> definitions() {
        var indexes = new LinkedHashMap<String, String>();
        indexes.put("users_search_blocked", "(user_id) WHERE blocked");
        indexes.put("users_search_linked", "(user_id) WHERE has_linked");
        indexes.put("users_search_last_ip", "(last_ip) WHERE last_ip IS NOT NULL");
        // Whoever sorts by these wants the latest or the greatest first, and users without a login at the end.
        indexes.put("users_search_last_login", "(last_login DESC NULLS LAST, user_id DESC)");
        indexes.put("users_search_logins_count", "(logins_count DESC NULLS LAST, user_id DESC)");
        indexes.put("users_search_email_verified", "(email_verified)");
        indexes.put("users_search_created_at", "(created_at, user_id)");
        indexes.put("users_search_updated_at", "(updated_at, user_id)");
        indexes.put("users_search_connection", "(connection_id, user_id)");
        indexes.put("users_search_email", "(" + TextField.folded("email") + ", user_id)");
        indexes.put("users_search_email_domain", "(" + TextField.domain("email") + ", user_id)");
        indexes.put("users_search_app_metadata", "USING gin (app_metadata jsonb_path_ops)");
        indexes.put("users_search_user_metadata", "USING gin (user_metadata jsonb_path_ops)");
        indexes.put(
                TRIGRAMS,
                "USING gin (lower(email) gin_trgm_ops, lower(name) gin_trgm_ops, lower(given_name) gin_trgm_ops,"
                        + " lower(family_name) gin_trgm_ops, lower(nickname) gin_trgm_ops, username gin_trgm_ops,"
                        + " phone_number gin_trgm_ops)");
        return indexes;
    }
}

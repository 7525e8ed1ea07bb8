package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.postgres.SqlState;
import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.search.FoundUsers;
import dev.usher.jobs.search.SqlCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Searches users, in one look at the database for the page and the total. Shared by all threads.
 *
 * <p>A search that takes too long is given up: whoever searches wants an answer, and everybody else wants the processors.
 */
final class JdbcUserSearch {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** None at all would mean no limit. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Which index helps depends on the values, so a plan of other values would do harm. */
    private static final String SETTINGS = """
            SELECT set_config('statement_timeout', :timeout, true), set_config('plan_cache_mode', 'force_custom_plan', true)
            """;

    /** Each half is read from an index alone. */
    private static final String COUNT_ALL = """
            SELECT (SELECT count(*) FROM users) - (SELECT count(*) FROM users WHERE linked_to IS NOT NULL)
            """;

    /** Of the connections of the pool most belong to jobs. */
    private static final int AT_ONCE = 8;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final JdbcClient jdbc;
    private final Connections connections;
    private final TransactionTemplate snapshot;

    JdbcUserSearch(JdbcClient jdbc, Connections connections, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** @throws ProblemException if it takes too long, or too many are searching */
    UserPage page(UserSearch search) {
        return limited(() -> read(search));
    }

    /**
     * A look at many users that takes no longer than a search, and no more connections.
     *
     * @throws ProblemException if it takes too long, or too many are searching
     */
    <T> T limited(Supplier<T> look) {
        try {
            if (!places.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemType.TOO_BUSY, "Too many searches are under way. Try again in some seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.TOO_BUSY, "The server ends.");
        }
        try {
            return snapshot.execute(status -> {
                limit(LONGEST);
                return look.get();
            });
        } catch (DataAccessException e) {
            if (SqlState.isCancelled(e)) {
                throw new ProblemException(
                        ProblemType.SEARCH_TOO_SLOW,
                        "The query exceeded the timeout. Please try refining your search criteria. See"
                                + " https://auth0.com/docs/best-practices/search-best-practices.",
                        e);
            }
            throw e;
        } finally {
            places.release();
        }
    }

    private UserPage read(UserSearch search) {
        var condition = condition(search);
        long start = System.nanoTime();
        var users = search.limit() == 0 ? List.<UserProfile>of() : users(search, condition);
        if (!search.withTotal()) {
            return new UserPage(users, OptionalLong.empty());
        }
        var left = LONGEST.minusNanos(System.nanoTime() - start);
        limit(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
        return new UserPage(users, OptionalLong.of(count(condition)));
    }

    private void limit(Duration longest) {
        jdbc.sql(SETTINGS)
                .param("timeout", longest.toMillis() + "ms")
                .query((row, number) -> "")
                .list();
    }

    private List<UserProfile> users(UserSearch search, SqlCondition condition) {
        var order = " ORDER BY " + search.sort().orderBy();
        var sql = condition.sql().isEmpty()
                ? order + " LIMIT :search_limit OFFSET :search_offset"
                : " AND u.user_id IN (" + FoundUsers.idsSql(condition, search.sort()) + ")" + order;
        return jdbc.sql(ProfileRow.select(search.columns()) + sql)
                .params(condition.parameters())
                .param("search_limit", search.limit())
                .param("search_offset", search.start())
                .param("search_end", search.start() + search.limit())
                .query((row, number) -> ProfileRow.read(row, search.columns()))
                .list();
    }

    private long count(SqlCondition condition) {
        if (condition.sql().isEmpty()) {
            return jdbc.sql(COUNT_ALL).query(Long.class).single();
        }
        return jdbc.sql("SELECT count(*) FROM users AS u WHERE " + ProfileSql.IS_USER + " AND " + condition.sql())
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    /** Without text if all users are wanted. */
    private SqlCondition condition(UserSearch search) {
        var all = connections.list();
        var parts = new ArrayList<String>();
        Map<String, Object> parameters = new HashMap<>();
        if (search.query() != null) {
            var asked = search.query().condition(all);
            parts.add(asked.sql());
            parameters.putAll(asked.parameters());
        }
        if (search.connection() != null) {
            parts.add("u.connection_id = :onlyConnection");
            parameters.put("onlyConnection", id(all, search.connection()));
        }
        return new SqlCondition(String.join(" AND ", parts), parameters);
    }

    /** Of a connection that is not there, one that no user has. */
    private static String id(List<Connection> connections, String name) {
        return connections.stream()
                .filter(connection -> connection.name().equals(name))
                .map(Connection::id)
                .findFirst()
                .orElse("");
    }
}

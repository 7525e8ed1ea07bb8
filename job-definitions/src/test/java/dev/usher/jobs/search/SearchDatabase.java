package dev.usher.jobs.search;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database with the users of {@code users.sql}, one of each kind that a query may tell from the others. */
final class SearchDatabase implements AutoCloseable {

    private final SingleConnectionDataSource session;
    private final JdbcClient jdbc;
    private final List<Connection> connections;

    SearchDatabase(TestDatabase database) {
        session = new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        jdbc = JdbcClient.create(session);
        jdbc.sql(resource("users.sql")).update();
        connections = jdbc.sql("SELECT id, name, strategy FROM connections")
                .query((row, number) -> new Connection(
                        row.getString("id"),
                        row.getString("name"),
                        Strategy.of(row.getString("strategy")),
                        ConnectionOptions.DEFAULTS))
                .list();
    }

    /** The ends of the ids of those who match, in the order of their ids. */
    List<String> find(String query) {
        var condition = UserQuery.parse(query).condition(connections);
        return ids(condition, UserSort.DEFAULT);
    }

    List<String> ids(SqlCondition condition, UserSort sort) {
        return jdbc
                .sql("SELECT u.user_id FROM users AS u WHERE " + ProfileSql.IS_USER + " AND " + condition.sql()
                        + " ORDER BY " + sort.orderBy())
                .params(condition.parameters())
                .query(String.class)
                .list()
                .stream()
                .map(id -> id.substring(id.lastIndexOf('|') + 1))
                .toList();
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(SearchDatabase.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        session.destroy();
    }
}

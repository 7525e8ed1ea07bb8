package dev.usher.app.rest.connection;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a list of connections, as they were sent.
 *
 * @param strategies of which a connection must have one; empty for any
 */
record ConnectionQuery(
        @Nullable String name, List<String> strategies, String page, String perPage, String includeTotals) {

    private static final int MOST = 100;

    /** @throws ApiException if a parameter is not what it should be */
    ConnectionQuery {
        strategies.forEach(ConnectionQuery::requireKnown);
    }

    boolean matches(Connection connection) {
        return (name == null || connection.name().equals(name))
                && (strategies.isEmpty()
                        || strategies.contains(connection.strategy().name()));
    }

    /** How many connections come before the page. */
    long start() {
        return (long) QueryValue.integer("page", page, 0, Integer.MAX_VALUE) * limit();
    }

    /** How many connections a page holds at most. */
    int limit() {
        return QueryValue.integer("per_page", perPage, 0, MOST);
    }

    boolean withTotals() {
        return QueryValue.flag("include_totals", includeTotals);
    }

    private static void requireKnown(String strategy) {
        try {
            var unused = Strategy.of(strategy);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidQuery("No enum match for: " + strategy, "strategy");
        }
    }
}

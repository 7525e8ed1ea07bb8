package dev.usher.jobs.search;

import java.util.Map;

/**
 * A condition on {@code users AS u}, in the words of {@code NamedParameterJdbcTemplate} and {@code JdbcClient}.
 *
 * <p>Whether an index helps depends on the values. A statement that is run again and again should be planned for each of
 * them: {@code SET LOCAL plan_cache_mode = force_custom_plan}.
 *
 * @param sql in parentheses where it needs them, so that AND may follow; holds nothing that the query's author wrote
 * @param parameters by their names, all of which begin with {@code search}
 */
public record SqlCondition(String sql, Map<String, Object> parameters) {

    public SqlCondition {
        parameters = Map.copyOf(parameters);
    }
}

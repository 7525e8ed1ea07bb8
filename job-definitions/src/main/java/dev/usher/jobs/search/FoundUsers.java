package dev.usher.jobs.search;

import dev.usher.jobs.profile.ProfileSql;

/**
 * How a page of the users that a query finds is read in good time, whether they are few or nearly all.
 *
 * <p>Left alone, the planner walks all users in their order until it has met enough of those that match, also where an
 * index would have said at once that there are none. So some are looked for in any order first. If these are all
 * there are, they are sorted; if there are more, the walk is short.
 */
public final class FoundUsers {

    /** How many are sorted rather than met on a walk. */
    static final int FEW = 2_000;

    private static final String IDS = """
            WITH few AS MATERIALIZED (
                SELECT u.user_id FROM users AS u WHERE %1$s AND %2$s LIMIT %4$d
            )
            SELECT user_id
              FROM (SELECT * FROM (
                        SELECT u.* FROM users AS u
                         WHERE (SELECT count(*) FROM few) <= %3$d AND u.user_id IN (SELECT user_id FROM few)
                         ORDER BY %5$s LIMIT :search_end) AS sorted
                    UNION ALL
                    SELECT * FROM (
                        SELECT u.* FROM users AS u
                         WHERE (SELECT count(*) FROM few) > %3$d AND %1$s AND %2$s
                         ORDER BY %5$s LIMIT :search_end) AS walked) AS u
             ORDER BY %5$s
             LIMIT :search_limit OFFSET :search_offset
            """;

    private FoundUsers() {}

    /**
     * A query for the ids of one page, in order, to be put behind {@code u.user_id IN}, with the named parameters of the condition and besides
     * {@code search_offset}, {@code search_limit} and their sum {@code search_end}.
     */
    public static String idsSql(SqlCondition condition, UserSort sort) {
        return IDS.formatted(ProfileSql.IS_USER, condition.sql(), FEW, FEW + 1, sort.orderBy());
    }
}

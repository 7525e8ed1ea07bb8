package dev.usher.jobs.search;

import dev.usher.jobs.connection.Connection;
import java.util.Collection;
import java.util.List;

/**
 * A query for users, in the part of Lucene's language that {@code docs/user-search.md} describes. Immutable.
 *
 * <p>It says nothing about linked identities, which are rows of {@code users} too: whoever runs it adds
 * {@link dev.usher.jobs.profile.ProfileSql#IS_USER}.
 */
public final class UserQuery {

    private final QueryNode tree;

    private UserQuery(QueryNode tree) {
        this.tree = tree;
    }

    /**
     * Reads and checks a query as a whole, in time that grows with its length only.
     *
     * @throws InvalidQueryException if it can't be run, and why; also if it is blank or too long
     */
    public static UserQuery parse(String text) {
        var query = new UserQuery(QueryReader.read(text));
        // A field or a value that does not fit is found when it is written.
        query.condition(List.of());
        return query;
    }

    /** @param connections all there are: users know of theirs the id only */
    public SqlCondition condition(Collection<Connection> connections) {
        var binding = new Binding(connections);
        return new SqlCondition(tree.sql(new ComparisonSql(binding)), binding.parameters());
    }

    QueryNode tree() {
        return tree;
    }
}

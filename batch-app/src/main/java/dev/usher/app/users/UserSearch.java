package dev.usher.app.users;

import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.search.UserQuery;
import dev.usher.jobs.search.UserSort;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of the users that match.
 *
 * @param query null for all users
 * @param connection the name of the only connection whose users are wanted; null for any
 * @param start how many users come before the page
 * @param limit how many the page holds at most
 * @param withTotal whether all that match are to be counted
 */
public record UserSearch(
        @Nullable UserQuery query,
        @Nullable String connection,
        UserSort sort,
        long start,
        int limit,
        boolean withTotal,
        Set<UserColumn> columns) {}

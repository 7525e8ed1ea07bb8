package dev.usher.app.rest.user;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.users.UserSearch;
import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.search.UserQuery;
import dev.usher.jobs.search.UserSort;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of users, as they were sent. */
record UserListQuery(
        @Nullable String q,
        @Nullable String connection,
        @Nullable String sort,
        String page,
        String perPage,
        String includeTotals) {

    private static final int MOST = 100;

    /** Whoever wants more than these wants an export. */
    private static final int REACH = 1_000;

    /**
     * @throws ApiException if a parameter is not what it should be
     * @throws dev.usher.jobs.search.InvalidQueryException if the query or the order is none
     */
    UserSearch search(Set<UserColumn> columns) {
        int limit = QueryValue.integer("per_page", perPage, 0, MOST);
        long start = (long) QueryValue.integer("page", page, 0, Integer.MAX_VALUE) * limit;
        if (start + limit > REACH) {
            throw ApiException.of(
                    400,
                    "You can only page through the first 1000 records. See"
                            + " https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation"
                            + ". Use an export job (POST /api/v2/jobs/users-exports) for all of them.",
                    "invalid_paging");
        }
        return new UserSearch(
                q == null || q.isBlank() ? null : UserQuery.parse(q),
                connection,
                sort == null || sort.isEmpty() ? UserSort.DEFAULT : UserSort.parse(sort),
                start,
                limit,
                QueryValue.flag("include_totals", includeTotals),
                columns);
    }

    /** Without the query, so that no log ever has it. */
    @Override
    public String toString() {
        return "UserListQuery[]";
    }
}

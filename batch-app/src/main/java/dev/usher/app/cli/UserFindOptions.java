package dev.usher.app.cli;

import dev.usher.app.cli.UserDesk.Filter;
import dev.usher.jobs.search.InvalidQueryException;
import dev.usher.jobs.search.UserQuery;
import dev.usher.jobs.search.UserSort;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which users are listed. */
final class UserFindOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "QUERY",
            description = "In single quotes: 'email.domain:\"example.com\" AND NOT blocked:true' (default: all).")
    @Nullable
    String query;

    @Option(
            names = {"-c", "--connection"},
            paramLabel = "NAME|ID",
            description = "Only users of this connection.")
    @Nullable
    String connection;

    @Option(
            names = "--sort",
            paramLabel = "ATTRIBUTE:1|-1",
            description =
                    "By an attribute, from the least or the greatest: name:1, created_at:-1 (default: user_id:1).")
    @Nullable
    String sort;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(names = "--count", description = "Print how many there are instead.")
    boolean count;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    /** @throws UsageException if something is wrong with it that can be known without users */
    Filter filter() {
        if (limit < 1 || limit > Filter.REACH) {
            throw new UsageException("--limit takes 1 to " + Filter.REACH
                    + ". 'usher export FILE --q QUERY' gives all users, however many.");
        }
        try {
            var unused = query == null ? null : UserQuery.parse(query);
        } catch (InvalidQueryException e) {
            throw new UsageException("QUERY: " + e.getMessage(), e);
        }
        try {
            var unused = sort == null ? null : UserSort.parse(sort);
        } catch (InvalidQueryException e) {
            throw new UsageException("--sort: " + e.getMessage(), e);
        }
        return new Filter(query, connection, sort, json);
    }
}

package dev.usher.jobs.exporting.chunk;

import dev.usher.jobs.search.UserQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which users an export takes. It is looked at once, when the export begins: what is changed later moves nobody in or out.
 *
 * @param connectionId of one connection only; null for all
 * @param updatedSince only those that were changed then or later; null for all
 * @param query only those that it finds; null for all
 * @param limit at most so many, the first by their ids; null for all
 */
public record ExportScope(
        @Nullable String connectionId,
        @Nullable Instant updatedSince,
        @Nullable UserQuery query,
        @Nullable Long limit) {

    /**
     * Whether bounds can't tell its users from others: a change may move a user behind the moment or into what a query finds, and an insertion that
     * ends late one into the first users. Then each is noted by its id.
     */
    public boolean choosesUsers() {
        return updatedSince != null || query != null || limit != null;
    }
}

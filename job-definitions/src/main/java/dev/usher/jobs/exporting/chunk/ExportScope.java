package dev.usher.jobs.exporting.chunk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which users an export takes.
 *
 * @param connectionId of one connection only; null for all
 * @param updatedSince only those that were changed then or later; null for all
 * @param limit at most so many, the first by their ids; null for all
 */
public record ExportScope(
        @Nullable String connectionId,
        @Nullable Instant updatedSince,
        @Nullable Long limit) {

    /**
     * A condition that its users meet.
     *
     * @param user its alias
     * @param connectionId an expression for the one connection
     * @param updatedSince an expression for the moment
     */
    public String condition(String user, String connectionId, String updatedSince) {
        var connection = this.connectionId == null ? "" : " AND " + user + ".connection_id = " + connectionId;
        var updated = this.updatedSince == null ? "" : " AND " + user + ".updated_at >= " + updatedSince;
        return "true" + connection + updated;
    }
}

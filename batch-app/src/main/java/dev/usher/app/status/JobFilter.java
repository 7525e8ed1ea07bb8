package dev.usher.app.status;

import java.time.Instant;
import java.util.Optional;

/**
 * Which jobs are listed; what is empty leaves out none.
 *
 * @param type {@code users_import} or {@code users_export}
 * @param createdFrom the first moment that counts
 * @param createdBefore the first moment that counts no more
 * @param after only jobs that come after this one in the list
 */
public record JobFilter(
        Optional<JobStatus> status,
        Optional<String> type,
        Optional<String> connectionId,
        Optional<Instant> createdFrom,
        Optional<Instant> createdBefore,
        Optional<Position> after) {

    public static final JobFilter ALL = new JobFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The place of a job in the list, which stays the same whatever jobs are added. */
    public record Position(Instant createdAt, String id) {}

    public static JobFilter of(Optional<JobStatus> status) {
        return new JobFilter(
                status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

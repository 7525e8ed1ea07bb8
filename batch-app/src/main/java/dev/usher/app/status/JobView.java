package dev.usher.app.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it is now.
 *
 * @param type {@code users_import}
 * @param connection name of the connection
 * @param running how long it has been processed, all attempts together
 * @param reading empty until the file was read for the first time
 * @param summary present once the job is completed
 * @param statusCode why it failed, as a word; see {@link #TOO_MANY_ERRORS}
 * @param statusDetails why it failed, as a sentence
 * @param leftoversRemoved whether the staged rows are gone, so that it can't be restarted
 */
public record JobView(
        String id,
        String type,
        JobStatus status,
        String connectionId,
        String connection,
        String inputName,
        boolean dryRun,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Duration running,
        int attempts,
        Optional<Reading> reading,
        Optional<Summary> summary,
        Optional<String> statusCode,
        Optional<String> statusDetails,
        boolean leftoversRemoved) {

    /** The status code of a job that more rows failed than it was allowed. */
    public static final String TOO_MANY_ERRORS = "TOO_MANY_ERRORS";

    /**
     * What is known of the file.
     *
     * @param csv whether it is CSV
     * @param rejected rows that were rejected so far
     */
    public record Reading(boolean csv, long rows, long rejected) {}

    /**
     * What became of the rows: total = inserted + updated + failed; unchanged is the part of updated that needed no
     * write.
     */
    public record Summary(long total, long inserted, long updated, long failed, long unchanged) {}
}

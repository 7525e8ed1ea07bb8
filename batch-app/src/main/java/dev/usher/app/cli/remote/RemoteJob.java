package dev.usher.app.cli.remote;

import dev.usher.app.status.MirrorDocument;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A job as a server tells of it.
 *
 * @param location of a completed export: where its file is, without a token, for a short time
 * @param runningMs how long it has been processed, all attempts together
 * @param phase of a job that is being processed, as are the three counts of rows
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RemoteJob(
        String id,
        String type,
        String status,
        @Nullable String connectionId,
        @Nullable String connection,
        @Nullable String externalId,
        @Nullable String format,
        @Nullable Summary summary,
        @Nullable Long unchanged,
        @Nullable MirrorDocument mirror,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Integer attempts,
        @Nullable Integer percentageDone,
        @Nullable String phase,
        @Nullable Long rowsTotal,
        @Nullable Long rowsDone,
        @Nullable Long rowsFailed,
        @Nullable Long runningMs,
        @Nullable String fileName,
        @Nullable Boolean dryRun,
        @Nullable Boolean includeCredentials,
        @Nullable String statusCode,
        @Nullable String statusDetails,
        @Nullable String location,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String source,
        @Nullable String target) {

    private static final String EXPORT = "users_export";

    /** What became of the rows of an import, or how many users an export wrote. */
    public record Summary(
            @Nullable Long failed,
            @Nullable Long updated,
            @Nullable Long inserted,
            long total) {}

    public boolean isExport() {
        return type.equals(EXPORT);
    }

    public Optional<Long> failedRows() {
        return Optional.ofNullable(summary).map(Summary::failed);
    }
}

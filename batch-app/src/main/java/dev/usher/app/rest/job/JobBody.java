package dev.usher.app.rest.job;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.usher.app.status.MirrorDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as JSON: the members that Auth0 has, with its names, and ours after them. What is not known is absent.
 *
 * @param percentageDone of a job that is being processed, 0 to 100
 * @param location of a completed export: where the file is fetched, without a token, for a short time
 * @param sha256 of that file
 * @param includeCredentials true if password hashes and MFA secrets may be in the file of an export; absent otherwise
 * @param unchanged of an import: the part of {@code summary.updated} that needed no write
 * @param mirror of an import that mirrors its file, once it knows who is missing
 * @param attempts how often it was started; absent if it never was
 * @param fileName what whoever uploaded the file calls it, or the name of the file to be downloaded; of a file from a store
 *     its name there
 * @param runningMs how long it has been processed, all attempts together
 * @param phase of a job that is being processed, as are the three counts of rows
 * @param rowsTotal rows of the file, or users to export; 0 while they are still counted
 * @param rowsDone rows that have been through the present phase
 * @param rowsFailed rows rejected so far; absent for an export
 * @param source of an import whose file is taken from a store or an address: which one, as {@code hr:users-*.csv}
 * @param target of an export whose file goes to a store: which one, and its name there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "type",
    "status",
    "connection_id",
    "format",
    "limit",
    "fields",
    "summary",
    "connection",
    "created_at",
    "id"
})
record JobBody(
        String type,
        String status,
        @JsonProperty("connection_id") @Nullable String connectionId,
        @Nullable String format,
        @Nullable Long limit,
        @Nullable List<Field> fields,
        @Nullable Summary summary,
        @Nullable String connection,
        @JsonProperty("created_at") String createdAt,
        String id,
        @JsonProperty("external_id") @Nullable String externalId,
        @JsonProperty("percentage_done") @Nullable Integer percentageDone,
        @JsonProperty("time_left_seconds") @Nullable Long timeLeftSeconds,
        @Nullable String location,
        @JsonProperty("size_bytes") @Nullable Long sizeBytes,
        @Nullable String sha256,
        @JsonProperty("status_details") @Nullable String statusDetails,
        @JsonProperty("status_code") @Nullable String statusCode,
        @JsonProperty("dry_run") @Nullable Boolean dryRun,
        @JsonProperty("include_credentials") @Nullable Boolean includeCredentials,
        @Nullable Long unchanged,
        @Nullable MirrorDocument mirror,
        @JsonProperty("started_at") @Nullable String startedAt,
        @JsonProperty("finished_at") @Nullable String finishedAt,
        @Nullable Integer attempts,
        @JsonProperty("file_name") @Nullable String fileName,
        @JsonProperty("running_ms") @Nullable Long runningMs,
        @Nullable String phase,
        @JsonProperty("rows_total") @Nullable Long rowsTotal,
        @JsonProperty("rows_done") @Nullable Long rowsDone,
        @JsonProperty("rows_failed") @Nullable Long rowsFailed,
        @Nullable String source,
        @Nullable String target) {

    /** Differs whenever the job has become another. */
    String version() {
        return status + "-" + requireNonNullElse(attempts, 0) + "-" + requireNonNullElse(percentageDone, 100);
    }

    boolean ended() {
        return finishedAt != null;
    }

    /** A field of an export, as it was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(
            String name,
            @JsonProperty("export_as") @Nullable String exportAs) {}

    /**
     * What became of the rows of an import, or how many users an export wrote.
     *
     * @param total of an import = failed + updated + inserted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            @Nullable Long failed,
            @Nullable Long updated,
            @Nullable Long inserted,
            long total) {}
}

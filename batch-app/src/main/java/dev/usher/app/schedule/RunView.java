package dev.usher.app.schedule;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.app.status.MirrorDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What became of one firing of a schedule; as JSON it is the document of the REST API.
 *
 * @param detail why it became nothing, or what is special about it
 * @param jobStatus as of a job; null before a server has submitted one, and if it was removed before it was looked at
 * @param jobStatusCode of a job that failed or imported nothing: why, as a word
 * @param mirror of a job that mirrors its file, once it knows who is missing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        @JsonFormat(pattern = MOMENT, timezone = "UTC") Instant fireTime,

        Kind kind,
        Outcome outcome,
        @Nullable String detail,
        @Nullable String jobId,
        @Nullable String jobStatus,
        @Nullable String jobStatusCode,

        @JsonFormat(pattern = MOMENT, timezone = "UTC") @Nullable
        Instant jobFinishedAt,

        @Nullable MirrorDocument mirror) {

    /** One that a server is to take on. */
    static RunView requested(Instant fireTime) {
        return new RunView(fireTime, Kind.BY_HAND, Outcome.REQUESTED, null, null, null, null, null, null);
    }

    /** As all moments of the API. */
    static final String MOMENT = "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'";

    /** Why it fired. */
    public enum Kind {
        /** By its cron expression. */
        @JsonProperty("scheduled")
        SCHEDULED,
        /** Once for all firings that were missed. */
        @JsonProperty("catch_up")
        CATCH_UP,
        /** Because somebody asked for it. */
        @JsonProperty("by_hand")
        BY_HAND
    }

    /** What became of it. */
    public enum Outcome {
        /** A server will take it on within seconds. */
        @JsonProperty("requested")
        REQUESTED,
        /** A job was submitted. */
        @JsonProperty("submitted")
        SUBMITTED,
        /** An earlier job of the schedule had not ended. */
        @JsonProperty("skipped_overlap")
        SKIPPED_OVERLAP,
        /** No server was there in time. */
        @JsonProperty("missed")
        MISSED,
        /** A job can't do what the schedule asks for any more. */
        @JsonProperty("refused")
        REFUSED
    }
}

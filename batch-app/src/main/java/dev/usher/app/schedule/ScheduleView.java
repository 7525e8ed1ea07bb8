package dev.usher.app.schedule;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A schedule as it is now, for people and programs; as JSON it is the document of the REST API.
 *
 * @param type {@code users_import} or {@code users_export}
 * @param request of its jobs, as it was given, but an address without its query
 * @param connection the name of the connection; null for all connections, and if there is none of that id
 * @param clientId who made it; null for somebody at the database itself, or the configuration
 * @param declared whether the configuration of the servers declares it, so that it can't be changed here
 * @param nextFireTimes the next five; none of a schedule that is paused or never fires again
 * @param missedRuns how many firings no server was there for, of those that are still noted
 * @param lastRuns the last thirty, newest first; null in a list of schedules
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleView(
        String id,
        String name,
        String cron,
        String cronInWords,
        String zone,
        String type,
        JsonNode request,
        @Nullable String connection,
        Misfire misfire,
        boolean allowOverlap,
        boolean paused,
        boolean declared,
        @Nullable String clientId,

        @JsonFormat(pattern = RunView.MOMENT, timezone = "UTC")
        Instant createdAt,

        @JsonFormat(pattern = RunView.MOMENT, timezone = "UTC")
        Instant updatedAt,

        List<FireTime> nextFireTimes,
        long missedRuns,
        @Nullable List<RunView> lastRuns) {

    /**
     * A firing to come.
     *
     * @param local the time in the zone of the schedule, with its offset
     * @param utc the same moment
     */
    public record FireTime(
            String local,

            @JsonFormat(pattern = RunView.MOMENT, timezone = "UTC")
            Instant utc) {}
}

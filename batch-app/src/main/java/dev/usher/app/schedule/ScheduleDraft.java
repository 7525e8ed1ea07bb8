package dev.usher.app.schedule;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schedule that is to be made.
 *
 * @param cron seconds, minutes, hours, days of the month, months, days of the week, and perhaps years
 * @param zone by which the cron expression is meant
 * @param type {@code users_import} or {@code users_export}
 * @param request of the job, as over HTTP; of an import the parts of its form as members of an object
 * @param allowOverlap whether a job may be submitted while an earlier one of the schedule has not ended
 * @param clientId who makes it; empty for somebody at the database itself
 */
public record ScheduleDraft(
        String name,
        String cron,
        String zone,
        String type,
        ObjectNode request,
        Misfire misfire,
        boolean allowOverlap,
        boolean paused,
        Optional<String> clientId) {}

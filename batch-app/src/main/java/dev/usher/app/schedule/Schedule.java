package dev.usher.app.schedule;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schedule as it is stored.
 *
 * @param configured made by the configuration, which may declare it again when it does not any more
 * @param withdrawn paused because the configuration does not declare it any more, and by nobody
 * @param version changes with whatever servers set their alarms by
 * @param settledUntil what became of all firings until then is noted
 */
record Schedule(
        String id,
        String name,
        String cron,
        String zone,
        String type,
        ObjectNode request,
        Optional<String> clientId,
        Misfire misfire,
        boolean allowOverlap,
        boolean paused,
        boolean configured,
        boolean declared,
        boolean withdrawn,
        long version,
        Instant settledUntil,
        Instant createdAt,
        Instant updatedAt) {

    FireTimes times() {
        return FireTimes.of(cron, zone);
    }

    /** The first firing after a moment; null if there is none. */
    @Nullable
    Instant nextAfter(Instant moment) {
        return times().after(moment).next();
    }
}

package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.schedule.ScheduleView.FireTime;
import dev.usher.jobs.external.FileSource;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Schedules as people and programs see them. */
final class ScheduleViews {

    private static final int NEXT = 5;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private ScheduleViews() {}

    /** @param connection its name; null for all, and for one that is unknown */
    static ScheduleView of(
            Schedule s, @Nullable String connection, Instant now, long missed, @Nullable List<RunView> lastRuns) {
        return new ScheduleView(
                s.id(),
                s.name(),
                s.cron(),
                CronWords.of(s.cron()),
                s.zone(),
                s.type(),
                shown(s.request()),
                connection,
                s.misfire(),
                s.allowOverlap(),
                s.paused(),
                s.declared(),
                s.clientId().orElse(null),
                s.createdAt(),
                s.updatedAt(),
                s.paused() ? List.of() : next(s, now),
                missed,
                lastRuns);
    }

    /** The query of an address may hold a secret: only those see it who can read the database. */
    private static ObjectNode shown(ObjectNode request) {
        var shown = request.deepCopy();
        if (shown.path("source") instanceof ObjectNode source
                && source.path("url").isString()) {
            source.put("url", FileSource.withoutQuery(source.path("url").stringValue()));
        }
        return shown;
    }

    /** None if this process does not know the zone, which another one does: all others are to be seen all the same. */
    private static List<FireTime> next(Schedule schedule, Instant now) {
        try {
            return known(schedule, now);
        } catch (ProblemException e) {
            return List.of();
        }
    }

    private static List<FireTime> known(Schedule schedule, Instant now) {
        var zone = FireTimes.zone(schedule.zone());
        var times = new ArrayList<FireTime>();
        var walk = schedule.times().after(now);
        for (var moment = walk.next(); moment != null && times.size() < NEXT; moment = walk.next()) {
            times.add(new FireTime(LOCAL.format(moment.atZone(zone)), moment));
        }
        return times;
    }
}

package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.schedule.ScheduleView.FireTime;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Schedules as people and programs see them. */
final class ScheduleViews {

    private static final int NEXT = 5;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private ScheduleViews() {}

    static ScheduleView of(Schedule s, Instant now, long missed, @Nullable List<RunView> lastRuns) {
        return new ScheduleView(
                s.id(),
                s.name(),
                s.cron(),
                CronWords.of(s.cron()),
                s.zone(),
                s.type(),
                s.request(),
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

package dev.usher.app.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The firings of a schedule whose time has come, sorted by whether it is too late for them.
 *
 * @param onTime each gets a job of its own
 * @param missed the newest of those that are too late
 * @param more whether there are others, all before these
 */
record DueMoments(List<Instant> onTime, List<Instant> missed, boolean more) {

    private static final int LISTED = 100;

    /**
     * @param after when the last one was that something became of
     * @param until up to and with this moment
     * @param grace by how much a firing may be late
     */
    static DueMoments of(FireTimes times, Instant after, Instant until, Instant now, Duration grace) {
        var oldest = now.minus(grace);
        var back = Duration.ofHours(1);
        // Of a long absence not all of what may be millions of firings are looked at, only as many as are listed.
        while (oldest.minus(back).isAfter(after)) {
            var due = walk(times, after, oldest.minus(back), until, oldest);
            if (due.missed().size() == LISTED) {
                return due;
            }
            back = back.multipliedBy(2);
        }
        return walk(times, after, after, until, oldest);
    }

    private static DueMoments walk(FireTimes times, Instant after, Instant from, Instant until, Instant oldest) {
        var onTime = new ArrayList<Instant>();
        Deque<Instant> missed = new ArrayDeque<>();
        var walk = times.after(from);
        for (var moment = walk.next(); moment != null && !moment.isAfter(until); moment = walk.next()) {
            if (!moment.isBefore(oldest)) {
                onTime.add(moment);
                continue;
            }
            missed.add(moment);
            if (missed.size() > LISTED) {
                missed.remove();
            }
        }
        var first = times.after(after).next();
        boolean more = !missed.isEmpty() && first != null && first.isBefore(missed.element());
        return new DueMoments(onTime, List.copyOf(missed), more);
    }

    /** Whether one job makes up for all that was missed: one that is on time does so anyway. */
    boolean needCatchUp(Misfire misfire) {
        return misfire == Misfire.RUN_ONCE && !missed.isEmpty() && onTime.isEmpty();
    }
}

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
 * @param unlisted how many more there are, all before these
 */
record DueMoments(List<Instant> onTime, List<Instant> missed, long unlisted) {

    private static final int LISTED = 100;

    /**
     * @param after when the last one was that something became of
     * @param until up to and with this moment
     * @param grace by how much a firing may be late
     */
    static DueMoments of(FireTimes times, Instant after, Instant until, Instant now, Duration grace) {
        var onTime = new ArrayList<Instant>();
        Deque<Instant> missed = new ArrayDeque<>();
        long unlisted = 0;
        var oldest = now.minus(grace);
        var walk = times.after(after);
        for (var moment = walk.next(); moment != null && !moment.isAfter(until); moment = walk.next()) {
            if (!moment.isBefore(oldest)) {
                onTime.add(moment);
                continue;
            }
            missed.add(moment);
            if (missed.size() > LISTED) {
                missed.remove();
                unlisted++;
            }
        }
        return new DueMoments(onTime, List.copyOf(missed), unlisted);
    }

    /** Whether one job makes up for all that was missed: one that is on time does so anyway. */
    boolean needCatchUp(Misfire misfire) {
        return misfire == Misfire.RUN_ONCE && !missed.isEmpty() && onTime.isEmpty();
    }
}

package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.external.FileTarget;
import java.time.Instant;

/** Each run of a schedule must give its file a name of its own: what one has written would be in the way of the next. */
final class DistinctFiles {

    /** More than a year of days: where a clock is changed, two firings may come to one day of UTC on one day of the year. */
    private static final int LOOKED_AT = 400;

    private DistinctFiles() {}

    /** @throws ProblemException if two runs would write the same file */
    static void require(FileTarget target, FireTimes times, Instant after) {
        if (!target.differsByDay()) {
            throw refused("Each run would write " + title(target)
                    + ", where the file of a run before may be: have {date} or {job} in the name");
        }
        if (!target.differsByJob()) {
            requireDistinct(target, times.after(after));
        }
    }

    private static void requireDistinct(FileTarget target, FireTimes.Walk walk) {
        var before = walk.next();
        for (int i = 1; i < LOOKED_AT && before != null; i++) {
            var next = walk.next();
            if (next != null && name(target, before).equals(name(target, next))) {
                throw refused("The runs at " + before + " and " + next + " would both write " + target.store() + ":"
                        + name(target, next) + ", as {date} is the day in UTC: have {time} in the name as well, or"
                        + " {job}");
            }
            before = next;
        }
    }

    /** Of a job that is submitted in time, without its id. */
    private static String name(FileTarget target, Instant fireTime) {
        return target.fileName("", fireTime);
    }

    private static String title(FileTarget target) {
        return target.store() + ":" + target.name();
    }

    private static ProblemException refused(String message) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST, message + ", or let files be replaced (\"replace\": true, --force).");
    }
}

package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every schedule must be like. */
final class ScheduleRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}");

    /** What the table of alarms takes. */
    private static final int LONGEST_CRON = 120;

    private ScheduleRules() {}

    /**
     * Checks name, time and zone.
     *
     * @return the first firing after a moment; null if there is none
     * @throws ProblemException if one of them makes no sense
     */
    static @Nullable Instant check(Schedule schedule, Instant after) {
        if (!NAME.matcher(schedule.name()).matches() || ScheduleId.is(schedule.name())) {
            throw invalid("'" + schedule.name() + "' can't be the name of a schedule: it has 1 to 100 letters, digits,"
                    + " blanks, dots, underscores and hyphens, and begins with a letter or a digit.");
        }
        if (schedule.cron().length() > LONGEST_CRON) {
            throw invalid("A cron expression has at most " + LONGEST_CRON + " characters, this one has "
                    + schedule.cron().length() + ". Make two schedules of it.");
        }
        return schedule.nextAfter(after);
    }

    /** @throws ProblemException also if it never fires after that moment */
    static Instant requireNext(Schedule schedule, Instant after) {
        var next = check(schedule, after);
        if (next == null) {
            throw invalid("'" + schedule.cron() + "' never fires again.");
        }
        return next;
    }

    /** @throws ProblemException if the configuration declares it */
    static void requireUndeclared(Schedule schedule) {
        if (schedule.declared()) {
            throw new ProblemException(
                    ProblemType.SCHEDULE_CONFLICT,
                    "The schedule '" + schedule.name() + "' is declared in the configuration of the servers. Change it"
                            + " there; it can be paused and resumed here.");
        }
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ProblemType.INVALID_REQUEST, message);
    }
}

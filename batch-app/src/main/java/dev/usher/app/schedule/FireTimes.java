package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The moments of a cron expression in a time zone.
 *
 * <p>The expression says local times. One that the clock skips is taken as much later as the clock jumps; one that comes
 * twice is taken the first time, or both times by an expression for every hour. So what fires once a day does so on
 * every day. (Quartz itself leaves out what the clock skips, and of an hour that comes twice the first.)
 */
final class FireTimes {

    /** Cron expressions are asked for local times as if there were no changes. */
    private static final TimeZone WITHOUT_CHANGES = TimeZone.getTimeZone("UTC");

    private static final Pattern DOTS = Pattern.compile("\\.+$");

    private final CronExpression cron;
    private final ZoneRules rules;
    private final boolean everyHour;

    private FireTimes(CronExpression cron, ZoneId zone) {
        this.cron = cron;
        this.rules = zone.getRules();
        this.everyHour = CronSyntax.fields(cron.getCronExpression())[2].equals("*");
        cron.setTimeZone(WITHOUT_CHANGES);
    }

    /** @throws ProblemException if the expression or the zone makes no sense */
    static FireTimes of(String cron, String zone) {
        return new FireTimes(expression(cron), zone(zone));
    }

    /** @throws ProblemException if there is no such zone */
    static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "'" + zone + "' is no time zone. Name one as Europe/Berlin or Asia/Kolkata, or UTC.",
                    e);
        }
    }

    private static CronExpression expression(String cron) {
        CronSyntax.wrong(cron).ifPresent(wrong -> {
            throw noCron(cron, wrong + " (steps go with numbers, from 1 on, and names have three letters)");
        });
        try {
            return new CronExpression(cron.strip());
        } catch (ParseException e) {
            throw noCron(cron, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException noCron(String cron, String reason) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST,
                "'" + cron + "' is no cron expression: " + DOTS.matcher(reason).replaceFirst("")
                        + ". It has six or seven fields, as in 0 30 2 * * ? for 02:30 on every day: seconds,"
                        + " minutes, hours, days of the month, months, days of the week, and perhaps years; one of"
                        + " the days is a question mark.");
    }

    /** From here on, without this moment itself. */
    Walk after(Instant moment) {
        return new Walk(moment);
    }

    /** Moments in their order; for one thread. */
    final class Walk {

        private final Instant after;
        private final TreeSet<Instant> found = new TreeSet<>();
        private @Nullable LocalDateTime local;

        private Walk(Instant after) {
            this.after = after;
            this.local = localAfter(start(after).minusSeconds(1));
        }

        /** The next one; null if there is none. */
        @Nullable
        Instant next() {
            while (local != null && (found.isEmpty() || !earliest(local).isAfter(found.first()))) {
                add(local);
                local = localAfter(local);
            }
            return found.pollFirst();
        }

        private void add(LocalDateTime time) {
            var offsets = rules.getValidOffsets(time);
            if (offsets.isEmpty()) {
                add(time.toInstant(rules.getTransition(time).getOffsetBefore()));
                return;
            }
            add(time.toInstant(offsets.get(0)));
            if (everyHour && offsets.size() > 1) {
                add(time.toInstant(offsets.get(1)));
            }
        }

        private void add(Instant moment) {
            if (moment.isAfter(after)) {
                found.add(moment);
            }
        }
    }

    /** The first local time that may stand for a later moment. */
    private LocalDateTime start(Instant after) {
        var start = LocalDateTime.ofInstant(after, rules.getOffset(after));
        var last = rules.previousTransition(after.plusNanos(1));
        if (last != null
                && last.isGap()
                && after.isBefore(last.getInstant().plus(last.getDuration()))
                && last.getDateTimeBefore().isBefore(start)) {
            start = last.getDateTimeBefore();
        }
        var next = rules.nextTransition(after);
        if (next != null
                && next.isOverlap()
                && !after.isBefore(next.getInstant().plus(next.getDuration()))
                && next.getDateTimeAfter().isBefore(start)) {
            start = next.getDateTimeAfter();
        }
        return start;
    }

    /** No later local time stands for an earlier moment. */
    private Instant earliest(LocalDateTime local) {
        var transition = rules.getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.toInstant(rules.getValidOffsets(local).get(0));
    }

    private @Nullable LocalDateTime localAfter(LocalDateTime local) {
        var next = cron.getNextValidTimeAfter(Date.from(local.toInstant(ZoneOffset.UTC)));
        return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }
}

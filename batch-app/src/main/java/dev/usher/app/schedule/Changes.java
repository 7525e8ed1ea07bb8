package dev.usher.app.schedule;

import java.time.Instant;

/** Schedules that differ from others in a few respects. */
final class Changes {

    private Changes() {}

    static Schedule apply(Schedule s, ScheduleChange change) {
        return new Schedule(
                s.id(),
                change.name().orElse(s.name()),
                change.cron().map(String::strip).orElse(s.cron()),
                change.zone().orElse(s.zone()),
                s.type(),
                change.request().orElse(s.request()),
                s.clientId(),
                change.misfire().orElse(s.misfire()),
                change.allowOverlap().orElse(s.allowOverlap()),
                s.paused(),
                s.configured(),
                s.declared(),
                s.withdrawn(),
                s.version(),
                s.settledUntil(),
                s.createdAt(),
                s.updatedAt());
    }

    static Schedule paused(Schedule s, boolean paused) {
        return with(s, paused, s.declared(), false, s.settledUntil());
    }

    static Schedule settledUntil(Schedule s, Instant moment) {
        return with(s, s.paused(), s.declared(), s.withdrawn(), moment);
    }

    /** As the configuration says; whether it is paused is not its business, unless it was because it was not declared. */
    static Schedule declared(Schedule s, ScheduleDraft draft) {
        return new Schedule(
                s.id(),
                s.name(),
                draft.cron().strip(),
                draft.zone(),
                draft.type(),
                draft.request(),
                s.clientId(),
                draft.misfire(),
                draft.allowOverlap(),
                s.withdrawn() ? draft.paused() : s.paused(),
                s.configured(),
                true,
                false,
                s.version(),
                s.settledUntil(),
                s.createdAt(),
                s.updatedAt());
    }

    /** It stays, so that nothing that is known of its runs is lost, but does not run any more. */
    static Schedule undeclared(Schedule s) {
        return with(s, true, false, !s.paused(), s.settledUntil());
    }

    private static Schedule with(
            Schedule s, boolean paused, boolean declared, boolean withdrawn, Instant settledUntil) {
        return new Schedule(
                s.id(),
                s.name(),
                s.cron(),
                s.zone(),
                s.type(),
                s.request(),
                s.clientId(),
                s.misfire(),
                s.allowOverlap(),
                paused,
                s.configured(),
                declared,
                withdrawn,
                s.version(),
                settledUntil,
                s.createdAt(),
                s.updatedAt());
    }
}

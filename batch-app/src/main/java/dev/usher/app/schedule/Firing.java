package dev.usher.app.schedule;

import static java.util.Objects.requireNonNull;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.Submission;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.schedule.RunView.Kind;
import dev.usher.app.schedule.RunView.Outcome;
import dev.usher.app.schedule.ScheduleRuns.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Turns what is due of a schedule into jobs: notes each firing, and writes its job, in one transaction that holds the
 * schedule's row. However often, by however many servers and however late this is called, each firing comes out once.
 */
final class Firing {

    private static final Logger LOG = LoggerFactory.getLogger(Firing.class);

    /** An alarm that rings too early by the database's clock is in time if it is not earlier than this. */
    private static final Duration EARLY = Duration.ofSeconds(1);

    private final Schedules schedules;
    private final ScheduleRuns runs;
    private final ScheduledJobs jobs;
    private final JobLaunchService launch;
    private final DatabaseClock clock;
    private final PromptTransaction transaction;
    private final TransactionOperations savepoint;
    private final Duration grace;

    /** @param savepoint keeps a job that is refused from ending the transaction around it */
    Firing(
            Schedules schedules,
            ScheduleRuns runs,
            ScheduledJobs jobs,
            JobLaunchService launch,
            DatabaseClock clock,
            PromptTransaction transaction,
            TransactionOperations savepoint,
            SchedulerProperties properties) {
        this.schedules = schedules;
        this.runs = runs;
        this.jobs = jobs;
        this.launch = launch;
        this.clock = clock;
        this.transaction = transaction;
        this.savepoint = savepoint;
        this.grace = properties.grace();
    }

    /** @param alarm the firing that a clock of this server rang for; it may be fast */
    void settle(String scheduleId, Instant alarm) {
        var found = transaction.call(() -> {
            var schedule = schedules.lock(scheduleId);
            schedule.ifPresent(locked -> settle(locked, alarm));
            return schedule;
        });
        if (found.isEmpty()) {
            LOG.debug("Schedule {} was deleted", scheduleId);
        }
    }

    private void settle(Schedule schedule, Instant alarm) {
        var now = clock.now();
        for (var wish : runs.wishes(schedule.id())) {
            runs.became(schedule.id(), wish.fireTime(), submit(schedule, wish.overrideGuard(), now));
        }
        if (!schedule.paused()) {
            settle(schedule, now, until(now, alarm));
        }
    }

    private static Instant until(Instant now, Instant alarm) {
        var latest = now.plus(EARLY);
        var until = alarm.isBefore(latest) ? alarm : latest;
        return until.isAfter(now) ? until : now;
    }

    private void settle(Schedule schedule, Instant now, Instant until) {
        if (schedule.settledUntil().isAfter(now.plus(EARLY))) {
            // Firings that were noted already stay what they became: their moments are taken.
            LOG.warn("Schedule {}: the clock of the database went back, it fires again from now on", schedule.id());
            schedules.settled(schedule.id(), now, schedule.nextAfter(now));
            return;
        }
        if (!until.isAfter(schedule.settledUntil())) {
            return;
        }
        var due = DueMoments.of(schedule.times(), schedule.settledUntil(), until, now, grace);
        due.missed().forEach(moment -> noteMissed(schedule, moment, due));
        due.onTime().forEach(moment -> fire(schedule, moment, Kind.SCHEDULED, now));
        if (due.needCatchUp(schedule.misfire())) {
            fire(schedule, noFullSecond(now), Kind.CATCH_UP, now);
        }
        schedules.settled(schedule.id(), until, schedule.nextAfter(until));
    }

    private void noteMissed(Schedule schedule, Instant moment, DueMoments due) {
        boolean first = moment.equals(due.missed().get(0));
        var detail = first && due.more() ? "and others before it, which are not listed one by one" : null;
        runs.note(schedule.id(), moment, Kind.SCHEDULED, Outcome.MISSED, detail);
        LOG.warn("Schedule {}: the firing of {} was missed", schedule.id(), moment);
    }

    private void fire(Schedule schedule, Instant moment, Kind kind, Instant now) {
        if (runs.note(schedule.id(), moment, kind, Outcome.SUBMITTED, null)) {
            runs.became(schedule.id(), moment, submit(schedule, false, now));
        }
    }

    private Result submit(Schedule schedule, boolean overrideGuard, Instant now) {
        var unfinished = schedule.allowOverlap() ? Optional.<String>empty() : runs.unfinishedJob(schedule.id());
        if (unfinished.isPresent()) {
            LOG.warn("Schedule {}: a firing was skipped, as {} has not ended", schedule.id(), unfinished.get());
            return new Result(Outcome.SKIPPED_OVERLAP, unfinished.get() + " had not ended", null);
        }
        try {
            return requireNonNull(savepoint.execute(status -> submitted(schedule, overrideGuard, now)));
        } catch (ProblemException e) {
            LOG.warn("Schedule {}: a firing was refused ({})", schedule.id(), e.type());
            return new Result(Outcome.REFUSED, e.getMessage(), null);
        } catch (TransientDataAccessException
                | RecoverableDataAccessException
                | DataAccessResourceFailureException
                | TransactionException e) {
            // The next look may succeed: until then nothing becomes of the firing.
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Schedule {}: no job could be submitted", schedule.id(), e);
            return new Result(
                    Outcome.REFUSED, "failed unexpectedly (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private Result submitted(Schedule schedule, boolean overrideGuard, Instant now) {
        var prepared = jobs.prepare(schedule, overrideGuard, now);
        var order = prepared.order();
        var submission =
                new Submission(order.externalId(), schedule.clientId(), order.sendCompletionEmail(), Optional.empty());
        var jobId = launch.submit(order.request(), submission).jobId();
        LOG.info("Schedule {}: job {} was submitted", schedule.id(), jobId);
        return new Result(Outcome.SUBMITTED, prepared.detail().orElse(null), jobId);
    }

    /** What is no firing by the cron expression never has the time of one. */
    private static Instant noFullSecond(Instant now) {
        return now.equals(now.truncatedTo(ChronoUnit.SECONDS)) ? now.plus(1, ChronoUnit.MICROS) : now;
    }
}

package dev.usher.app.schedule;

import static java.util.Objects.requireNonNull;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** {@link JobScheduleService} on the database. */
final class StoredJobSchedules implements JobScheduleService {

    private static final Logger LOG = LoggerFactory.getLogger(StoredJobSchedules.class);

    private static final int LAST_RUNS = 30;

    private final Schedules schedules;
    private final ScheduleRuns runs;
    private final ScheduledJobs jobs;
    private final DatabaseClock clock;
    private final TransactionOperations transaction;
    private final RandomGenerator random;

    StoredJobSchedules(
            Schedules schedules,
            ScheduleRuns runs,
            ScheduledJobs jobs,
            DatabaseClock clock,
            TransactionOperations transaction,
            RandomGenerator random) {
        this.schedules = schedules;
        this.runs = runs;
        this.jobs = jobs;
        this.clock = clock;
        this.transaction = transaction;
        this.random = random;
    }

    @Override
    public List<ScheduleView> list() {
        var now = clock.now();
        var missed = runs.missed();
        var connections = schedules.connections();
        return schedules.list().stream()
                .map(s -> ScheduleViews.of(s, connections.get(s.id()), now, missed.getOrDefault(s.id(), 0L), null))
                .toList();
    }

    @Override
    public ScheduleView require(String idOrName) {
        return view(find(idOrName));
    }

    private ScheduleView view(Schedule schedule) {
        var now = clock.now();
        // One that was asked for a moment ago may be younger than that by the time it is read.
        var last = runs.list(schedule.id(), now.plusSeconds(60), LAST_RUNS);
        return ScheduleViews.of(
                schedule,
                schedules.connection(schedule.id()).orElse(null),
                now,
                runs.missed().getOrDefault(schedule.id(), 0L),
                last);
    }

    @Override
    public ScheduleView create(ScheduleDraft draft) {
        return view(insert(draft, false));
    }

    /** @param declared whether the configuration of the servers asks for it */
    Schedule insert(ScheduleDraft draft, boolean declared) {
        var now = clock.now();
        var schedule = new Schedule(
                ScheduleId.next(random),
                draft.name(),
                draft.cron().strip(),
                draft.zone(),
                draft.type(),
                draft.request(),
                draft.clientId(),
                draft.misfire(),
                draft.allowOverlap(),
                draft.paused(),
                declared,
                declared,
                false,
                1,
                now,
                now,
                now);
        var next = ScheduleRules.requireNext(schedule, now);
        checkJob(schedule, now);
        return inTransaction(() -> {
            requireFree(schedules.insert(schedule, next), schedule.name());
            return requireNonNull(schedules.find(schedule.id()).orElse(null));
        });
    }

    @Override
    public ScheduleView update(String idOrName, ScheduleChange change) {
        var found = find(idOrName);
        ScheduleRules.requireUndeclared(found);
        return view(change(found.id(), s -> Changes.apply(s, change)));
    }

    @Override
    public ScheduleView pause(String idOrName) {
        return view(change(find(idOrName).id(), s -> Changes.paused(s, true)));
    }

    @Override
    public ScheduleView resume(String idOrName) {
        return view(change(find(idOrName).id(), s -> Changes.paused(s, false)));
    }

    /** Stores what becomes of a schedule while nobody else changes it or settles its firings. */
    Schedule change(String id, UnaryOperator<Schedule> how) {
        return inTransaction(() -> {
            var before = schedules.lock(id).orElseThrow(() -> noSchedule(id));
            var now = clock.now();
            var after = how.apply(before);
            if (after.equals(before)) {
                return before;
            }
            boolean newTime =
                    !after.cron().equals(before.cron()) || !after.zone().equals(before.zone());
            boolean resumed = before.paused() && !after.paused();
            boolean newRequest =
                    !after.request().equals(before.request()) || !after.type().equals(before.type());
            var stored = newTime || resumed ? Changes.settledUntil(after, now) : after;
            // One that has run out may still be changed, and be declared.
            boolean mustFire = newTime || (resumed && !before.withdrawn());
            var next = mustFire
                    ? ScheduleRules.requireNext(stored, stored.settledUntil())
                    : ScheduleRules.check(stored, stored.settledUntil());
            if (newRequest || newTime) {
                checkJob(stored, now);
            }
            requireFree(schedules.update(stored, next, newRequest), stored.name());
            return requireNonNull(schedules.find(id).orElse(null));
        });
    }

    /** A connection may come after the configuration that declares a schedule of it: until then firings are refused. */
    private void checkJob(Schedule schedule, Instant now) {
        try {
            jobs.checkNew(schedule, now);
        } catch (ProblemException e) {
            if (!schedule.declared() || e.type() != ProblemType.NAMED_CONNECTION_NOT_FOUND) {
                throw e;
            }
            LOG.warn("Schedule {} is made, but its firings are refused: {}", schedule.id(), e.getMessage());
        }
    }

    @Override
    public RunView runNow(String idOrName, boolean overrideGuard) {
        var schedule = find(idOrName);
        if (overrideGuard) {
            var unused = ScheduledJobs.withoutGuards(schedule.request());
        }
        var fireTime = runs.wish(schedule.id(), overrideGuard);
        return RunView.requested(fireTime);
    }

    @Override
    public List<RunView> runs(String idOrName, Optional<Instant> before, int limit) {
        return runs.list(find(idOrName).id(), before.orElseGet(() -> clock.now().plusSeconds(60)), limit);
    }

    @Override
    public void delete(String idOrName) {
        var found = find(idOrName);
        ScheduleRules.requireUndeclared(found);
        schedules.delete(found.id());
    }

    private Schedule find(String idOrName) {
        return schedules.find(idOrName).orElseThrow(() -> noSchedule(idOrName));
    }

    private static ProblemException noSchedule(String idOrName) {
        return new ProblemException(
                ProblemType.SCHEDULE_NOT_FOUND,
                "There is no schedule '" + idOrName + "'. 'usher schedules list' shows all.");
    }

    private static void requireFree(boolean stored, String name) {
        if (!stored) {
            throw new ProblemException(
                    ProblemType.SCHEDULE_CONFLICT, "A schedule with the name '" + name + "' exists already.");
        }
    }

    private Schedule inTransaction(Supplier<@Nullable Schedule> action) {
        return requireNonNull(transaction.execute(status -> action.get()));
    }
}

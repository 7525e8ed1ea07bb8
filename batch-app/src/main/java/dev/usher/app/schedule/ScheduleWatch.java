package dev.usher.app.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Looks again and again, in each server, whether alarms are set as the schedules say, and whether there is a firing that
 * no alarm rang for: because a clock is wrong or jumped, a node died at it, or nobody was there.
 */
final class ScheduleWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleWatch.class);

    private static final Duration BETWEEN_REMOVALS = Duration.ofHours(1);

    /** Held by whoever sets alarms, so that none is set by what is out of date. */
    private static final String SETTING = "SELECT 1 FROM pg_advisory_xact_lock(7582914660218)";

    private final Schedules schedules;
    private final ScheduleRuns runs;
    private final QuartzAlarms alarms;
    private final Firing firing;
    private final DatabaseClock clock;
    private final JdbcClient jdbc;
    private final PromptTransaction transaction;
    private final SchedulerProperties properties;
    private final TransactionOperations savepoint;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread looking = new Thread(this::look, "usher-schedules");
    private final Map<String, Long> withoutAlarm = new HashMap<>();
    private Map<String, Long> known = Map.of();
    private Instant removed = Instant.EPOCH;

    /** What is due comes first: it needs no alarm, and nobody else may do it. */
    private final List<Duty> duties = List.of(
            new Duty("It can't be looked which schedules are due", this::settleDue),
            new Duty("The alarms of schedules can't be set", this::setAlarms),
            new Duty("It can't be noted what became of the jobs of schedules", this::noteJobs),
            new Duty("Old runs of schedules can't be removed", this::removeOld));

    private volatile boolean running;

    ScheduleWatch(
            Schedules schedules,
            ScheduleRuns runs,
            QuartzAlarms alarms,
            Firing firing,
            DatabaseClock clock,
            JdbcClient jdbc,
            PromptTransaction transaction,
            TransactionOperations savepoint,
            SchedulerProperties properties) {
        this.schedules = schedules;
        this.runs = runs;
        this.alarms = alarms;
        this.firing = firing;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.savepoint = savepoint;
        this.properties = properties;
        looking.setDaemon(true);
    }

    @Override
    public void start() {
        running = true;
        looking.start();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        try {
            do {
                duties.forEach(Duty::attempt);
            } while (!end.await(properties.look().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void setAlarms() {
        if (transaction.call(schedules::active).equals(known)) {
            return;
        }
        known = transaction.call(() -> {
            jdbc.sql(SETTING).query(Integer.class).single();
            return set();
        });
    }

    /** Returns those whose alarm is as it should be. */
    private Map<String, Long> set() {
        var done = new HashMap<>(schedules.active());
        var present = new HashMap<>(alarms.versions());
        for (var schedule : schedules.list()) {
            var version = present.remove(schedule.id());
            if (schedule.paused()) {
                alarms.clear(schedule.id());
            } else if ((version == null || version != schedule.version()) && !isSet(schedule)) {
                done.remove(schedule.id());
            }
        }
        for (var id : present.keySet()) {
            alarms.clear(id);
        }
        return done;
    }

    /** One for which there can't be an alarm does not keep the others from theirs; it is fired by looking. */
    private boolean isSet(Schedule schedule) {
        try {
            savepoint.executeWithoutResult(status -> alarms.set(schedule, clock.now()));
            withoutAlarm.remove(schedule.id());
            return true;
        } catch (RuntimeException e) {
            var before = withoutAlarm.put(schedule.id(), schedule.version());
            if (before == null || before != schedule.version()) {
                LOG.warn("Schedule {}: its alarm can't be set; the server goes on trying", schedule.id(), e);
            }
            return false;
        }
    }

    private void settleDue() {
        for (var id : transaction.call(schedules::due)) {
            try {
                firing.settle(id, Instant.EPOCH);
            } catch (RuntimeException e) {
                // One that can't be settled does not keep the others from it.
                LOG.warn("Schedule {}: its firings can't be settled; the server goes on trying", id, e);
            }
        }
    }

    private void noteJobs() {
        transaction.run(runs::noteJobs);
    }

    private void removeOld() {
        var now = transaction.call(clock::now);
        if (Duration.between(removed, now).compareTo(BETWEEN_REMOVALS) > 0) {
            transaction.run(() -> runs.removeOlderThan(properties.keepRuns()));
            while (transaction.call(() -> runs.forgetDeletions(properties.keepDeletionsForSure())) > 0) {
                LOG.debug("Forgot some of the users that were deleted long ago");
            }
            removed = now;
        }
    }

    @Override
    public void stop() {
        end.countDown();
        try {
            looking.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running = false;
        }
    }
}

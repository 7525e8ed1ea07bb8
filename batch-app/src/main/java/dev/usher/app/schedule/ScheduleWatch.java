package dev.usher.app.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread looking = new Thread(this::look, "usher-schedules");
    private Map<String, Long> known = Map.of();
    private Instant removed = Instant.EPOCH;
    private boolean blind;
    private volatile boolean running;

    ScheduleWatch(
            Schedules schedules,
            ScheduleRuns runs,
            QuartzAlarms alarms,
            Firing firing,
            DatabaseClock clock,
            JdbcClient jdbc,
            PromptTransaction transaction,
            SchedulerProperties properties) {
        this.schedules = schedules;
        this.runs = runs;
        this.alarms = alarms;
        this.firing = firing;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transaction = transaction;
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
                tryOnce();
            } while (!end.await(properties.look().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryOnce() {
        try {
            setAlarms();
            settleDue();
            runs.noteJobs();
            removeOld();
            blind = false;
        } catch (RuntimeException | Error e) {
            // Whatever it was: a server that stops looking would never make up for anything again.
            if (!blind) {
                LOG.warn("Schedules can't be looked after; the server goes on trying", e);
            }
            blind = true;
        }
    }

    private void setAlarms() {
        if (schedules.active().equals(known)) {
            return;
        }
        known = transaction.call(() -> {
            jdbc.sql(SETTING).query(Integer.class).single();
            return set();
        });
    }

    private Map<String, Long> set() {
        var wanted = schedules.active();
        var present = new HashMap<>(alarms.versions());
        for (var schedule : schedules.list()) {
            var version = present.remove(schedule.id());
            if (schedule.paused()) {
                alarms.clear(schedule.id());
            } else if (version == null || version != schedule.version()) {
                alarms.set(schedule, clock.now());
            }
        }
        for (var id : present.keySet()) {
            alarms.clear(id);
        }
        return wanted;
    }

    private void settleDue() {
        for (var id : schedules.due()) {
            try {
                firing.settle(id, Instant.EPOCH);
            } catch (RuntimeException e) {
                // One that can't be settled does not keep the others from it.
                LOG.warn("Schedule {}: its firings can't be settled; the server goes on trying", id, e);
            }
        }
    }

    private void removeOld() {
        var now = clock.now();
        if (Duration.between(removed, now).compareTo(BETWEEN_REMOVALS) > 0) {
            runs.removeOlderThan(properties.keepRuns());
            runs.forgetDeletions(properties.keepDeletions());
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

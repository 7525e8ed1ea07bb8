package dev.usher.app.operations;

import dev.usher.app.schedule.ScheduleStatistics;
import dev.usher.app.schedule.ScheduleStatistics.Reliability;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules as metrics, each by its name. They are read from the database, so all servers of one report the same: take the
 * largest, not the sum.
 */
final class ScheduleMetrics implements MeterBinder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleMetrics.class);

    /** Names are labels: more of them than anybody looks at would only cost. */
    private static final int MOST = 100;

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final ScheduleStatistics statistics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "usher-schedule-metrics");
        thread.setDaemon(true);
        return thread;
    });
    private boolean blind;

    ScheduleMetrics(ScheduleStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        var missed = MultiGauge.builder("usher.schedule.missed")
                .description("Firings that no server was there for, of those that are still noted")
                .register(registry);
        var refused = MultiGauge.builder("usher.schedule.refused")
                .description("Firings that became no job, as none could do what is asked for")
                .register(registry);
        var skipped = MultiGauge.builder("usher.schedule.skipped")
                .description("Firings that became no job, as one before had not ended")
                .register(registry);
        var age = MultiGauge.builder("usher.schedule.last.success.age")
                .description("Since a job of the schedule last completed, or the schedule was made")
                .baseUnit("seconds")
                .register(registry);
        var unused = timer.scheduleWithFixedDelay(
                () -> refresh(missed, refused, skipped, age), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh(MultiGauge missed, MultiGauge refused, MultiGauge skipped, MultiGauge age) {
        try {
            var all = statistics.read(MOST);
            missed.register(rows(all, Reliability::missed), true);
            refused.register(rows(all, Reliability::refused), true);
            skipped.register(rows(all, Reliability::skipped), true);
            age.register(rows(all, Reliability::secondsSinceSuccess), true);
            blind = false;
        } catch (RuntimeException | Error e) {
            // A timer whose task throws would never run it again.
            if (!blind) {
                LOG.warn("Schedules can't be counted: {}", e.getClass().getSimpleName());
            }
            blind = true;
        }
    }

    private static List<MultiGauge.Row<?>> rows(List<Reliability> all, ToDoubleFunction<Reliability> value) {
        return all.stream()
                .<MultiGauge.Row<?>>map(
                        one -> MultiGauge.Row.of(Tags.of("schedule", one.name()), value.applyAsDouble(one)))
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidies up again and again, on a thread of its own: a server may run for weeks without a job. */
final class HousekeepingTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingTimer.class);

    private final Housekeeping housekeeping;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "usher-housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    HousekeepingTimer(Housekeeping housekeeping, Duration interval) {
        this.housekeeping = housekeeping;
        var unused = timer.scheduleWithFixedDelay(
                this::tidyUp, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tidyUp() {
        try {
            housekeeping.tidyUp();
        } catch (RuntimeException | Error e) {
            // The database may be away; a timer whose task throws would never run it again.
            LOG.warn("What has served its time could not be removed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

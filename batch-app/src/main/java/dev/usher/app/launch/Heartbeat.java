package dev.usher.app.launch;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The sign of life of this node, by the database's clock, and its ear for stop requests. It begins with the first job,
 * so that a process that only looks at jobs is no node.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Nodes nodes;
    private final RunningJobs runningJobs;
    private final Duration interval;
    private final Node node = Node.current();
    private @Nullable ScheduledExecutorService timer;

    Heartbeat(Nodes nodes, RunningJobs runningJobs, Duration interval) {
        this.nodes = nodes;
        this.runningJobs = runningJobs;
        this.interval = interval;
    }

    Node node() {
        return node;
    }

    /** Beats once, and then at each interval until this is closed. */
    synchronized void start() {
        if (timer != null) {
            return;
        }
        nodes.beat(node);
        timer = Executors.newScheduledThreadPool(2, task -> {
            var thread = new Thread(task, "usher-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        // Two of them: an answer about stop requests that does not come must not delay the next sign of life.
        repeat(timer, () -> nodes.beat(node), "No sign of life could be given");
        repeat(timer, this::listen, "Stop requests could not be read");
    }

    private void repeat(ScheduledExecutorService timer, Runnable task, String failed) {
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        // Whatever it was: a timer whose task throws would never run it again. The next one may get
                        // through; if no sign of life does, the lease runs out, which is what a lease is for.
                        LOG.warn("{}: {}", failed, e.getClass().getSimpleName());
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void listen() {
        for (var jobId : nodes.stopRequests(node)) {
            runningJobs.find(jobId).ifPresent(RunningJob::requestStop);
        }
    }

    @Override
    public synchronized void close() {
        if (timer == null) {
            return;
        }
        timer.shutdownNow();
        timer = null;
        try {
            nodes.leave(node);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The node could not sign off: {}", e.getClass().getSimpleName());
        }
    }
}

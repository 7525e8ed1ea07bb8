package dev.usher.jobs.batch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.batch.core.step.StepExecution;

/**
 * A job that this process runs: its lease, and the switch that stops it; shared by its workers.
 *
 * <p>A stop takes effect between two chunks: what the running chunks do is still committed, nothing after it begins.
 */
public final class RunningJob {

    private final String id;
    private final JobLease lease;
    private final Set<StepExecution> executions = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);

    public RunningJob(String id, JobLease lease) {
        this.id = id;
        this.lease = lease;
    }

    public String id() {
        return id;
    }

    public JobLease lease() {
        return lease;
    }

    public void requestStop() {
        stop.countDown();
        executions.forEach(StepExecution::setTerminateOnly);
    }

    public boolean stopRequested() {
        return stop.getCount() == 0;
    }

    /** Waits until a stop is requested, for {@code longest} at most; tells whether it was. */
    public boolean awaitStop(Duration longest) throws InterruptedException {
        return stop.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    void started(StepExecution execution) {
        executions.add(execution);
        if (stopRequested()) {
            execution.setTerminateOnly();
        }
    }

    void ended(StepExecution execution) {
        executions.remove(execution);
    }
}

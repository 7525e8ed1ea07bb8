package dev.usher.jobs.batch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private volatile boolean stopRequested;

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
        stopRequested = true;
        executions.forEach(StepExecution::setTerminateOnly);
    }

    public boolean stopRequested() {
        return stopRequested;
    }

    void started(StepExecution execution) {
        executions.add(execution);
        if (stopRequested) {
            execution.setTerminateOnly();
        }
    }

    void ended(StepExecution execution) {
        executions.remove(execution);
    }
}

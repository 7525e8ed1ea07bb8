package dev.usher.app.launch;

import dev.usher.jobs.batch.JobLease;
import dev.usher.jobs.batch.LeaseLostException;
import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executions that a dead owner left behind. Spring Batch refuses to restart a job that it believes to run, and one whose
 * COMMIT failed (state UNKNOWN) it neither restarts nor recovers. Whoever holds the lease knows better: nothing runs.
 */
final class StaleExecutions {

    private final JobRepository repository;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StaleExecutions(JobRepository repository, TransactionTemplate transaction, Clock clock) {
        this.repository = repository;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Marks whatever has not ended as failed, so that the job can be restarted. All of it happens under the lease: an owner
     * that wakes up after it was taken over would mark the executions of the new one.
     *
     * <p>Spring Batch commits an instance before its first execution, and neither starts nor restarts one that was cut off in
     * between: such an instance is removed.
     *
     * @throws LeaseLostException if another owner has the job
     */
    void fail(JobLease lease, String jobName, JobParameters parameters) {
        transaction.executeWithoutResult(status -> {
            lease.hold();
            var instance = repository.getJobInstance(jobName, parameters);
            if (instance != null) {
                fail(instance);
            }
        });
    }

    private void fail(JobInstance instance) {
        var executions = repository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            repository.deleteJobInstance(instance);
        }
        for (var execution : executions) {
            execution.getStepExecutions().stream()
                    .filter(step -> isStale(step.getStatus()))
                    .forEach(this::fail);
            if (isStale(execution.getStatus())) {
                fail(execution);
            }
        }
    }

    private static boolean isStale(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN || status == BatchStatus.STOPPING;
    }

    private void fail(StepExecution step) {
        step.setStatus(BatchStatus.FAILED);
        step.setExitStatus(ExitStatus.FAILED.addExitDescription("its owner is gone"));
        step.setEndTime(LocalDateTime.now(clock));
        repository.update(step);
    }

    private void fail(JobExecution execution) {
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED.addExitDescription("its owner is gone"));
        execution.setEndTime(LocalDateTime.now(clock));
        repository.update(execution);
    }
}

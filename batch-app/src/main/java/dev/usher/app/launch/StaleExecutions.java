package dev.usher.app.launch;

import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Executions that a dead owner left behind. Spring Batch refuses to restart a job that it believes to run, and one whose
 * COMMIT failed (state UNKNOWN) it neither restarts nor recovers. Whoever holds the lease knows better: nothing runs.
 */
final class StaleExecutions {

    private final JobRepository repository;
    private final Clock clock;

    StaleExecutions(JobRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * Marks whatever has not ended as failed, so that the job can be restarted. Only the holder of the lease may.
     *
     * <p>Spring Batch commits an instance before its first execution, and neither starts nor restarts one that was cut off in
     * between: such an instance is removed.
     */
    void fail(String jobName, JobParameters parameters) {
        var instance = repository.getJobInstance(jobName, parameters);
        if (instance == null) {
            return;
        }
        if (repository.getJobExecutions(instance).isEmpty() && remove(instance)) {
            return;
        }
        for (var execution : repository.getJobExecutions(instance)) {
            execution.getStepExecutions().stream()
                    .filter(step -> isStale(step.getStatus()))
                    .forEach(this::fail);
            if (isStale(execution.getStatus())) {
                fail(execution);
            }
        }
    }

    /** @return false if it has an execution meanwhile: its owner was frozen only, and will fail at its first chunk */
    private boolean remove(JobInstance instance) {
        try {
            repository.deleteJobInstance(instance);
            return true;
        } catch (DataIntegrityViolationException e) {
            return false;
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

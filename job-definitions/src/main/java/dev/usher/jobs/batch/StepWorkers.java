package dev.usher.jobs.batch;

import java.util.function.Supplier;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/**
 * The threads of a partitioned step. Each run of the step gets as many of its own: with threads that all jobs share, a job
 * could not even be stopped while those of another were all busy.
 *
 * @param limit how many work at the same time
 */
public record StepWorkers(String threadPrefix, int limit) implements Supplier<TaskExecutor> {

    @Override
    public TaskExecutor get() {
        var workers = new SimpleAsyncTaskExecutor(threadPrefix);
        workers.setConcurrencyLimit(limit);
        return workers;
    }
}

package dev.usher.jobs.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.TaskExecutor;

/**
 * A partitioned step whose ranges and progress live in a table of ours.
 *
 * <p>Spring Batch would keep them in execution contexts, which it creates one by one and recomputes on restart: a kill
 * in between loses or repeats ranges. Here each start asks the table which ranges are still open, gives each a fresh
 * execution named {@code step:range}, and each worker finds its position in the table. After a kill, a stop or a
 * failure the step can therefore be run again at any point.
 */
public final class RangeStep {

    /** Which ranges of a job are not finished, by number. */
    @FunctionalInterface
    public interface OpenRanges {
        List<Integer> of(String jobId);
    }

    /** Builds the step of the one worker that handles a range; nothing in it is shared with another worker. */
    @FunctionalInterface
    public interface WorkerSteps {
        Step forRange(String stepName, String jobId, int range);
    }

    private RangeStep() {}

    /** @param workers asked once by each start of the step: jobs that run at the same time share no threads */
    public static Step create(
            String name,
            JobRepository repository,
            RunningJobs runningJobs,
            Supplier<? extends TaskExecutor> workers,
            OpenRanges open,
            WorkerSteps steps) {
        var step = new PartitionStep(repository);
        step.setName(name);
        step.setStepExecutionSplitter(new Splitter(name, repository, open));
        step.setPartitionHandler(new Handler(workers, steps, runningJobs));
        // The work left is known from the table, not from whether the step once completed.
        step.setAllowStartIfComplete(true);
        step.registerStepExecutionListener(runningJobs);
        return step;
    }

    private static int range(StepExecution execution) {
        var name = execution.getStepName();
        return Integer.parseInt(name, name.lastIndexOf(':') + 1, name.length(), 10);
    }

    private record Splitter(String name, JobRepository repository, OpenRanges open) implements StepExecutionSplitter {

        @Override
        public String getStepName() {
            return name;
        }

        @Override
        public Set<StepExecution> split(StepExecution manager, int gridSize) {
            var executions = new LinkedHashSet<StepExecution>();
            for (int range : open.of(RunningJobs.jobId(manager))) {
                executions.add(repository.createStepExecution(name + ":" + range, manager.getJobExecution()));
            }
            return executions;
        }
    }

    private record Handler(Supplier<? extends TaskExecutor> workers, WorkerSteps steps, RunningJobs runningJobs)
            implements PartitionHandler {

        @Override
        public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
                throws Exception {
            var executions = splitter.split(manager, 1);
            var tasks = new ArrayList<Future<StepExecution>>();
            var threads = workers.get();
            try {
                for (var execution : executions) {
                    var task = new FutureTask<>(() -> run(execution, executions));
                    threads.execute(task);
                    tasks.add(task);
                }
            } catch (RuntimeException | Error e) {
                // No thread could be had, or an interrupt came while all were busy.
                stop(executions);
                var unused = awaitAll(tasks, executions);
                throw e;
            }
            var failure = awaitAll(tasks, executions);
            if (failure != null) {
                throw failure;
            }
            return executions;
        }

        /**
         * Waits for each of them, even if one failed or the thread was interrupted: nobody may still be writing when the
         * step has ended.
         *
         * @return the first failure
         */
        private static @Nullable Exception awaitAll(
                List<Future<StepExecution>> tasks, Collection<StepExecution> executions) {
            Exception first = null;
            boolean interrupted = false;
            for (var task : tasks) {
                boolean ended = false;
                while (!ended) {
                    try {
                        task.get();
                        ended = true;
                    } catch (ExecutionException e) {
                        first = first == null ? e : first;
                        ended = true;
                    } catch (InterruptedException e) {
                        interrupted = true;
                        stop(executions);
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return first;
        }

        /** At their next chunk. */
        private static void stop(Collection<StepExecution> executions) {
            executions.forEach(StepExecution::setTerminateOnly);
        }

        private StepExecution run(StepExecution execution, Set<StepExecution> all) throws Exception {
            return LoggedJob.<StepExecution, Exception>call(
                    RunningJobs.jobId(execution), () -> runLogged(execution, all));
        }

        private StepExecution runLogged(StepExecution execution, Set<StepExecution> all) throws Exception {
            try {
                // Here and not as a listener of each worker's step: one that forgot it could not be stopped.
                runningJobs.beforeStep(execution);
                steps.forRange(execution.getStepName(), RunningJobs.jobId(execution), range(execution))
                        .execute(execution);
            } finally {
                if (execution.getStatus() != BatchStatus.COMPLETED) {
                    // One failed or stopped range stops the others at their next chunk: the job is to be restarted
                    // anyway.
                    stop(all);
                }
                runningJobs.afterStep(execution);
            }
            return execution;
        }
    }
}

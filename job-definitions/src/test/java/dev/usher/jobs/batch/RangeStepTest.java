package dev.usher.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whatever ends the step early, its workers are stopped and have ended before it has. */
@Timeout(30)
class RangeStepTest {

    private static final String JOB = "job_0000000000000001";

    private final ResourcelessJobRepository repository = new ResourcelessJobRepository();
    private final RunningJobs runningJobs =
            new RunningJobs(JdbcClient.create(new DriverManagerDataSource("never:used")));
    private final TaskExecutor threads = new SimpleAsyncTaskExecutor("worker-");
    private final CountDownLatch working = new CountDownLatch(1);
    private final AtomicInteger atWork = new AtomicInteger();
    private StepExecution manager;

    @BeforeEach
    void startAJob() {
        var parameters = new JobParametersBuilder().addString("jobId", JOB).toJobParameters();
        var execution = repository.createJobExecution(
                repository.createJobInstance("job", parameters), parameters, new ExecutionContext());
        manager = repository.createStepExecution("stage", execution);
        runningJobs.add(JOB, 1);
    }

    @Test
    void waitsForWhatWasStartedBeforeAWorkerWasRejected() throws Exception {
        var started = new AtomicInteger();

        step(task -> {
                    if (started.getAndIncrement() == 1) {
                        throw new TaskRejectedException("no more threads");
                    }
                    threads.execute(task);
                })
                .execute(manager);

        assertThat(atWork).hasValue(0);
        assertThat(manager.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(manager.getFailureExceptions()).first().isInstanceOf(TaskRejectedException.class);
    }

    @Test
    void stopsItsWorkersAndWaitsForThemIfItIsInterrupted() throws Exception {
        var interrupted = new FutureTask<>(() -> {
            step(threads).execute(manager);
            return Thread.currentThread().isInterrupted();
        });
        var thread = new Thread(interrupted, "manager");
        thread.start();
        working.await();

        thread.interrupt();

        assertThat(interrupted.get()).as("the interrupt is passed on").isTrue();
        assertThat(atWork).hasValue(0);
        assertThat(manager.getStatus()).isEqualTo(BatchStatus.STOPPED);
    }

    /** Else a job that is to stop would have to wait for the end of another. */
    @Test
    void jobsDoNotWaitForEachOthersWorkers() throws Exception {
        var bothAtWork = new CountDownLatch(2);
        var workers = new StepWorkers("worker-", 1);

        workers.get().execute(() -> awaitOthers(bothAtWork));
        workers.get().execute(() -> awaitOthers(bothAtWork));

        assertThat(bothAtWork.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitOthers(CountDownLatch atWork) {
        atWork.countDown();
        try {
            atWork.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Step step(TaskExecutor workers) {
        return RangeStep.create(
                "stage",
                repository,
                runningJobs,
                () -> workers,
                job -> List.of(0, 1),
                (name, job, range) -> new Worker(name));
    }

    /** Works until it is told to stop, and needs a while for its last chunk. */
    private final class Worker implements Step {

        private final String name;

        private Worker(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public void execute(StepExecution execution) throws JobInterruptedException {
            atWork.incrementAndGet();
            working.countDown();
            try {
                while (!execution.isTerminateOnly()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                TimeUnit.MILLISECONDS.sleep(200);
                execution.setStatus(BatchStatus.STOPPED);
            } catch (InterruptedException e) {
                throw new JobInterruptedException("interrupted");
            } finally {
                atWork.decrementAndGet();
            }
        }
    }
}

package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.batch.JobFailedException;
import dev.usher.jobs.batch.LeaseLostException;
import dev.usher.jobs.batch.LoggedJob;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.postgres.SqlState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Runs a job that this node owns to its end; shared by all threads.
 *
 * <p>A passing failure of the database is survived by the same means as a crash of the process: the stale executions
 * are marked failed, and the job is restarted where its last committed chunk ended.
 */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private static final String AWAY =
            "The database went away and did not come back in time. Nothing is lost: restart the"
                    + " job when it answers again";

    private final JobOperator operator;
    private final Map<String, Job> jobs;
    private final StaleExecutions staleExecutions;
    private final JobQueue queue;
    private final Heartbeat heartbeat;
    private final JobMark mark;
    private final Housekeeping housekeeping;
    private final DatabaseReturn database;
    private final Clock clock;
    private final int retriesWithoutProgress;

    /** @param jobs how jobs are done, by their types */
    JobRun(
            JobOperator operator,
            Map<String, Job> jobs,
            StaleExecutions staleExecutions,
            JobQueue queue,
            Heartbeat heartbeat,
            JobMark mark,
            Housekeeping housekeeping,
            DatabaseReturn database,
            Clock clock,
            int retriesWithoutProgress) {
        this.operator = operator;
        this.jobs = jobs;
        this.staleExecutions = staleExecutions;
        this.queue = queue;
        this.heartbeat = heartbeat;
        this.mark = mark;
        this.housekeeping = housekeeping;
        this.database = database;
        this.clock = clock;
        this.retriesWithoutProgress = retriesWithoutProgress;
    }

    /**
     * @param whenStopped how it ends if it was stopped
     * @throws LeaseLostException if another node owns it now
     * @throws ProblemException if how it ended can't be noted
     */
    void toItsEnd(RunningJob job, Supplier<Ending> whenStopped) {
        LoggedJob.run(job.id(), () -> {
            Instant start = clock.instant();
            LOG.info("Job {} is processed by this node", job.id());
            var patience = new Patience(database, job);
            var ending = ending(job, patience, whenStopped);
            finish(job, ending, Duration.between(start, clock.instant()), patience);
            LOG.info("Job {} ended: {}", job.id(), ending.status());
        });
        tidyUp();
    }

    private void tidyUp() {
        try {
            housekeeping.tidyUp();
        } catch (RuntimeException e) {
            // The job has ended well; what is left behind is removed after the next one.
            LOG.warn("What jobs left behind could not be removed", e);
        }
    }

    private Ending ending(RunningJob job, Patience patience, Supplier<Ending> whenStopped) {
        var attempts = new Attempts();
        while (true) {
            var failure = attempt(job, attempts);
            if (failure == null) {
                return Ending.COMPLETED;
            }
            if (failure instanceof StoppedException) {
                return whenStopped.get();
            }
            if (!mayPass(failure)) {
                return endingOf(failure);
            }
            LOG.warn(
                    "Job {} can't go on for the moment ({}); it is tried again",
                    job.id(),
                    root(failure).getClass().getSimpleName());
            attempts.failed();
            boolean again = attempts.inVain() <= retriesWithoutProgress && patience.await(attempts.inVain() - 1);
            if (job.stopRequested()) {
                return whenStopped.get();
            }
            if (!again) {
                return endingOf(failure);
            }
        }
    }

    /** Runs the job once; returns why it did not complete, or null if it did. */
    private @Nullable Throwable attempt(RunningJob job, Attempts attempts) {
        try {
            if (attempts.inVain() > 0) {
                renewLease(job);
            }
            attempts.begin(mark.of(job.id()));
            return execute(definition(job.id()), job);
        } catch (RuntimeException e) {
            return e;
        }
    }

    private @Nullable Throwable execute(Job definition, RunningJob job) {
        var parameters = parameters(job.id());
        try {
            staleExecutions.fail(job.lease(), definition.getName(), parameters);
            return failure(operator.start(definition, parameters));
        } catch (JobInstanceAlreadyCompleteException e) {
            // The last owner, or the last attempt, was cut off between the end of the work and saying so.
            return null;
        } catch (LeaseLostException e) {
            return e;
        } catch (JobExecutionException | RuntimeException e) {
            return new RecordsException(e);
        }
    }

    private Job definition(String jobId) {
        var type = queue.type(jobId);
        return Optional.ofNullable(jobs.get(type))
                .orElseThrow(() -> new IllegalStateException("there is no definition of jobs of the type " + type));
    }

    /** Whether another attempt may succeed. */
    private static boolean mayPass(Throwable failure) {
        return isOfDatabase(failure) || failure instanceof RecordsException;
    }

    /**
     * Whether the database went away for a moment. A crash takes back commits that had not reached the disk; a worker whose
     * connection came through that finds the rows that say how far it is in an older state.
     */
    private static boolean isOfDatabase(Throwable failure) {
        return SqlState.isTransient(failure) || find(failure, OptimisticLockingFailureException.class) != null;
    }

    private void renewLease(RunningJob job) {
        long token = queue.renew(job.id(), job.lease().token(), heartbeat.node())
                .orElseThrow(() -> new LeaseLostException(job.id()));
        job.lease().renewed(token);
    }

    /**
     * Why an execution did not complete, or null if it did. Several workers may have failed: a reason that is known to
     * stay counts before one that may pass, and that before what nobody expected, which may only follow from it. If it
     * does not, the next attempt meets it again.
     */
    static @Nullable Throwable failure(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return null;
        }
        List<Throwable> failures = execution.getAllFailureExceptions();
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return new StoppedException();
        }
        return failures.stream()
                .filter(f -> find(f, JobFailedException.class) != null || find(f, LeaseLostException.class) != null)
                .findFirst()
                .or(() -> failures.stream().filter(JobRun::mayPass).findFirst())
                .or(() -> failures.stream().findFirst())
                .orElseGet(() -> new IllegalStateException("the job ended " + execution.getStatus()));
    }

    private Ending endingOf(Throwable failure) {
        var lost = find(failure, LeaseLostException.class);
        if (lost != null) {
            throw lost;
        }
        var known = find(failure, JobFailedException.class);
        if (known != null) {
            // The operator is told why; where in our code it was found out helps nobody.
            LOG.warn("The job failed: {}", known.code());
            return Ending.failed(known.code(), String.valueOf(known.getMessage()));
        }
        LOG.error("The job failed", failure);
        return Ending.failed(
                JobFailedException.UNEXPECTED,
                isOfDatabase(failure)
                        ? AWAY + "."
                        : "An unexpected " + root(failure).getClass().getSimpleName()
                                + "; the log has its cause. Nothing is lost: the job can be restarted.");
    }

    private void finish(RunningJob job, Ending ending, Duration running, Patience patience) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (!queue.finish(job.id(), heartbeat.node(), ending, running)) {
                    throw new LeaseLostException(job.id());
                }
                return;
            } catch (RuntimeException e) {
                if (!SqlState.isTransient(e)) {
                    throw e;
                }
                if (attempt == 3 || !patience.await(attempt - 1)) {
                    throw away(job, e);
                }
            }
        }
    }

    /** How the job ended can't be noted, so whoever runs it has to be told here. */
    private static ProblemException away(RunningJob job, RuntimeException cause) {
        return new ProblemException(
                job.stopRequested() ? ProblemType.STOPPED_WITHOUT_DATABASE : ProblemType.DATABASE_AWAY,
                AWAY + ": usher jobs restart " + job.id(),
                cause);
    }

    static JobParameters parameters(String jobId) {
        return new JobParametersBuilder().addString("jobId", jobId).toJobParameters();
    }

    private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static Throwable root(Throwable error) {
        var root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Counts the failed attempts since the last one that got a chunk further. */
    private static final class Attempts {

        private String mark = "";
        private int inVain;

        /** @param now how far the job has come */
        void begin(String now) {
            if (!now.equals(mark)) {
                mark = now;
                inVain = 0;
            }
        }

        void failed() {
            inVain++;
        }

        int inVain() {
            return inVain;
        }
    }

    /**
     * Spring Batch could not begin, or not note how the job ended: the database went away under it, or an owner that was
     * taken for dead, and was only frozen, wrote to its tables at the same moment. Unlike the chunks they know of no lease.
     */
    private static final class RecordsException extends RuntimeException {

        RecordsException(Exception cause) {
            super(cause);
        }
    }

    /** The job was stopped between two chunks. */
    private static final class StoppedException extends RuntimeException {}
}

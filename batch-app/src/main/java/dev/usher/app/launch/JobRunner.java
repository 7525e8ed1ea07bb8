package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.jobs.batch.LeaseLostException;
import dev.usher.jobs.batch.LoggedJob;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs jobs in a server, several at a time, from the start of the application to its end. It is the last to start and the
 * first to stop: its jobs end at their next chunk then, and wait for another server.
 */
final class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Also how long it takes until the loss of a node of this machine is noticed. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Shorter than the half minute after which most supervisors kill a process. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(25);

    private final JobClaims claims;
    private final JobQueue queue;
    private final RunnerInbox inbox;
    private final RunningJobs runningJobs;
    private final JobRun jobRun;
    private final Heartbeat heartbeat;
    private final DatabaseKeeper database;
    private final int concurrentJobs;
    private final Semaphore slots;
    private final ExecutorService threads;
    private final Thread looking = new Thread(this::look, "usher-runner");
    private volatile boolean running;
    private volatile boolean draining;
    private boolean blind;

    JobRunner(
            JobClaims claims,
            JobQueue queue,
            RunnerInbox inbox,
            RunningJobs runningJobs,
            JobRun jobRun,
            Heartbeat heartbeat,
            DatabaseKeeper database,
            int concurrentJobs) {
        this.claims = claims;
        this.queue = queue;
        this.inbox = inbox;
        this.runningJobs = runningJobs;
        this.jobRun = jobRun;
        this.heartbeat = heartbeat;
        this.database = database;
        this.concurrentJobs = concurrentJobs;
        this.slots = new Semaphore(concurrentJobs);
        var number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "usher-job-" + number.incrementAndGet()));
        looking.setDaemon(true);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void start() {
        heartbeat.start();
        running = true;
        looking.start();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        try {
            while (!draining) {
                startJobs();
                inbox.await(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startJobs() {
        try {
            while (!draining && slots.tryAcquire()) {
                if (!startNext()) {
                    break;
                }
            }
            blind = false;
        } catch (RuntimeException | Error e) {
            // Whatever it was: a server that stops looking would never run a job again.
            if (!blind) {
                LOG.warn("Jobs can't be looked for; the server goes on trying", e);
            }
            blind = true;
            reviveDatabase();
        }
    }

    /** Takes the slot that was acquired, or gives it back. */
    private boolean startNext() {
        boolean started = false;
        try {
            var handedOver = inbox.poll().flatMap(runningJobs::find);
            var next = handedOver.or(claims::next);
            started = next.isPresent();
            next.ifPresent(job -> start(job, whenStopped(handedOver.isEmpty())));
            return started;
        } finally {
            if (!started) {
                slots.release();
            }
        }
    }

    private void start(RunningJob job, Supplier<Ending> whenStopped) {
        try {
            threads.execute(() -> run(job, whenStopped));
        } catch (RuntimeException | Error e) {
            // Nobody runs it here: the next look finds it lost, and takes it over anew.
            runningJobs.remove(job.id());
            slots.release();
            throw e;
        }
    }

    /** A job of a command line is not for other servers, so it does not wait for them. */
    private Supplier<Ending> whenStopped(boolean ofServers) {
        return () -> draining && ofServers ? Ending.PENDING : Ending.STOPPED;
    }

    private void run(RunningJob job, Supplier<Ending> whenStopped) {
        try {
            LoggedJob.run(job.id(), () -> runLogged(job, whenStopped));
        } finally {
            runningJobs.remove(job.id());
            slots.release();
            inbox.ring();
        }
    }

    private void runLogged(RunningJob job, Supplier<Ending> whenStopped) {
        try {
            if (draining) {
                job.requestStop();
            }
            jobRun.toItsEnd(job, whenStopped);
        } catch (LeaseLostException e) {
            LOG.warn("Job {}: lease lost; another node goes on with it, and this one writes nothing more", job.id());
        } catch (ProblemException e) {
            LOG.warn("Job {}: {}", job.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Job {} was left in the middle", job.id(), e);
        }
    }

    private void reviveDatabase() {
        try {
            database.revive();
        } catch (RuntimeException e) {
            LOG.info("The database can't be brought back yet: {}", e.getClass().getSimpleName());
        }
    }

    /** Returns when no job runs here any more, or it has taken too long. */
    @Override
    public void stop() {
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        draining = true;
        inbox.close();
        inbox.ring();
        try {
            looking.join(Math.max(1, left(deadline).toMillis()));
            runningJobs.all().forEach(RunningJob::requestStop);
            leaveHandedOver();
            if (!slots.tryAcquire(concurrentJobs, left(deadline).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Not all jobs came to the end of a chunk in time; other servers take them over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
            running = false;
        }
    }

    private void leaveHandedOver() {
        for (var job = inbox.poll(); job.isPresent(); job = inbox.poll()) {
            var jobId = job.get();
            LoggedJob.run(jobId, () -> leave(jobId));
        }
    }

    private void leave(String jobId) {
        try {
            queue.finish(jobId, heartbeat.node(), Ending.STOPPED, Duration.ZERO);
            runningJobs.remove(jobId);
        } catch (RuntimeException e) {
            LOG.warn("Job {} can't be noted as stopped", jobId, e);
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}

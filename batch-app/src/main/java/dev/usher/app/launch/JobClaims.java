package dev.usher.app.launch;

import dev.usher.jobs.batch.LoggedJob;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.postgres.SqlState;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Which job this server runs next: one whose owner was lost, or else the oldest that waits. Used by one thread. */
final class JobClaims {

    /** The code of a job that gets lost again and again. */
    static final String POISONED = "POISONED";

    private static final Logger LOG = LoggerFactory.getLogger(JobClaims.class);

    private final JobQueue queue;
    private final JobOwners owners;
    private final JobMark mark;
    private final RunningJobs runningJobs;
    private final Heartbeat heartbeat;
    private final String store;
    private final Duration lease;
    private final int maxTakeovers;

    JobClaims(
            JobQueue queue,
            JobOwners owners,
            JobMark mark,
            RunningJobs runningJobs,
            Heartbeat heartbeat,
            ServerStore store,
            LaunchProperties launch,
            RunnerProperties runner) {
        this.queue = queue;
        this.owners = owners;
        this.mark = mark;
        this.runningJobs = runningJobs;
        this.heartbeat = heartbeat;
        this.store = store.id();
        this.lease = launch.lease();
        this.maxTakeovers = runner.maxTakeovers();
    }

    /** This node owns the job that is returned. */
    Optional<RunningJob> next() {
        return lost().or(this::pending);
    }

    private Optional<RunningJob> lost() {
        return owners.processing(store).entrySet().stream()
                .filter(job -> isLost(job.getKey(), job.getValue()))
                .flatMap(job -> LoggedJob.call(job.getKey(), () -> takeOver(job.getKey(), job.getValue())).stream())
                .findFirst();
    }

    /** Also one of this node's own, if it could not note how the job ended. */
    private boolean isLost(String jobId, JobOwner owner) {
        return runningJobs.find(jobId).isEmpty() && (owner.is(heartbeat.node()) || owner.isGone(lease));
    }

    private Optional<RunningJob> takeOver(String jobId, JobOwner owner) {
        try {
            return queue.takeOverLost(jobId, owner, heartbeat.node(), store, mark.of(jobId))
                    .flatMap(taken -> goOn(jobId, taken));
        } catch (DataAccessException e) {
            if (!SqlState.isLockNotAvailable(e)) {
                throw e;
            }
            // The old owner opened one more transaction; its session is ended at the next look.
            return Optional.empty();
        }
    }

    private Optional<RunningJob> goOn(String jobId, JobQueue.TakenOver taken) {
        LOG.warn("Job {} lost its owner; this node took it over ({} times at this point)", jobId, taken.takeovers());
        if (taken.stopRequested()) {
            return end(jobId, Ending.STOPPED);
        }
        if (taken.takeovers() > maxTakeovers) {
            return end(jobId, poisoned());
        }
        return Optional.of(runningJobs.add(jobId, taken.token()));
    }

    private Optional<RunningJob> end(String jobId, Ending ending) {
        queue.finish(jobId, heartbeat.node(), ending, Duration.ZERO);
        LOG.warn("Job {} ended without another run: {}", jobId, ending.status());
        return Optional.empty();
    }

    private Ending poisoned() {
        return Ending.failed(
                POISONED,
                "The process that ran it was lost " + (maxTakeovers + 1) + " times without getting any further, so no"
                        + " server tries it again by itself. Often memory ran out; the logs of the servers, or of their"
                        + " machines, say more. Nothing is lost: the job can be restarted once that is mended.");
    }

    private Optional<RunningJob> pending() {
        var running = runningJobs.all().stream().map(RunningJob::id).toList();
        return queue.claim(store, heartbeat.node(), running)
                .map(claimed -> runningJobs.add(claimed.jobId(), claimed.token()));
    }
}

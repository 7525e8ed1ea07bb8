package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.postgres.SqlState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Which jobs may be restarted, and by whom; shared by all threads. */
final class Restarts {

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private static final Duration LEASE_SLACK = Duration.ofMillis(200);

    private final JobQueue queue;
    private final JobOwners owners;
    private final RunningJobs runningJobs;
    private final Heartbeat heartbeat;
    private final RunnerInbox inbox;
    private final Housekeeping housekeeping;
    private final LaunchProperties properties;
    private final Clock clock;
    private final Map<String, Instant> firstSeenBeats = new ConcurrentHashMap<>();

    Restarts(
            JobQueue queue,
            JobOwners owners,
            RunningJobs runningJobs,
            Heartbeat heartbeat,
            RunnerInbox inbox,
            Housekeeping housekeeping,
            LaunchProperties properties,
            Clock clock) {
        this.queue = queue;
        this.owners = owners;
        this.runningJobs = runningJobs;
        this.heartbeat = heartbeat;
        this.inbox = inbox;
        this.housekeeping = housekeeping;
        this.properties = properties;
        this.clock = clock;
    }

    /** As {@link JobLaunchService#restartHere}. */
    Optional<Duration> here(String jobId) {
        heartbeat.start();
        var owner = requireRestartable(jobId);
        var node = owner.node();
        if (owner.status().equals("processing") && node != null && !node.isKnownDead()) {
            var left = properties.lease().minus(owner.silent());
            if (!left.isNegative()) {
                return Optional.of(awaitable(jobId, owner, left));
            }
        }
        return take(jobId, owner) ? Optional.empty() : Optional.of(LEASE_SLACK);
    }

    /** As {@link JobLaunchService#restart}. */
    void onServers(String jobId) {
        var owner = requireRestartable(jobId);
        boolean ended = !owner.status().equals("processing");
        if (!ended && !owner.isGone(properties.lease())) {
            throw conflict("Job " + jobId + " is being processed. Stop it first.");
        }
        if (owner.store() == null) {
            adopt(jobId, owner);
            return;
        }
        // The servers take over a job that lost its owner anyway, but not for ever if it gets no further.
        if (!(ended ? queue.restart(jobId) : queue.forgetTakeovers(jobId, owner))) {
            throw restartedMeanwhile(jobId);
        }
        inbox.ring();
    }

    private JobOwner requireRestartable(String jobId) {
        var owner = owners.find(jobId).orElseThrow(() -> ProblemException.noJob(jobId));
        if (owner.status().equals("completed")) {
            tidyUp();
            throw conflict("Job " + jobId + " is completed; there is nothing to restart.");
        }
        if (owner.status().equals("pending")) {
            throw conflict("Job " + jobId + " is pending: a server will run it.");
        }
        if (owner.leftoversRemoved()) {
            throw conflict("Job " + jobId
                    + " can't be restarted any more: what it had done so far was removed when its retention"
                    + " time was over. Begin a new one.");
        }
        return owner;
    }

    /** The process that completed it may have been cut off before it tidied up. */
    private void tidyUp() {
        try {
            housekeeping.tidyUp();
        } catch (RuntimeException e) {
            LOG.warn("What jobs left behind could not be removed", e);
        }
    }

    private Duration awaitable(String jobId, JobOwner owner, Duration left) {
        // A live owner beats: nobody would wait for a lease that is renewed again and again.
        boolean alive = owner.silent().compareTo(properties.heartbeat().multipliedBy(2)) < 0;
        if (alive && owner.node() != null && (owner.node().runsHere() || hasBeatenSince(jobId, owner))) {
            throw new ProblemException(
                    ProblemType.JOB_OWNED_ELSEWHERE,
                    "Job " + jobId + " is being processed by process "
                            + owner.node().pid()
                            + (owner.node().runsHere() ? "" : " of another machine")
                            + ". Stop it first: usher jobs stop " + jobId);
        }
        return left.plus(LEASE_SLACK);
    }

    /** Whether the owner showed a sign of life since we first asked. */
    private boolean hasBeatenSince(String jobId, JobOwner owner) {
        var beat = clock.instant().minus(owner.silent());
        var first = firstSeenBeats.putIfAbsent(jobId, beat);
        return first != null
                && Duration.between(first, beat)
                                .compareTo(properties.heartbeat().dividedBy(2))
                        > 0;
    }

    /** A job of a command line can go on here only if its files are here; no other server may be able to see them. */
    private void adopt(String jobId, JobOwner owner) {
        if (!queue.files(jobId).areHere()) {
            throw conflict("Job " + jobId + " was begun on a command line, and its file can't be reached from this"
                    + " server. Continue it on the machine where the file is: usher jobs restart " + jobId);
        }
        if (inbox.isClosed()) {
            throw ending(jobId);
        }
        if (!take(jobId, owner)) {
            throw conflict("Job " + jobId + " could not be restarted: another process is changing it. Try again.");
        }
        if (!inbox.add(jobId)) {
            // The server began to end in between: nobody would run it, and nobody could tell.
            queue.finish(jobId, heartbeat.node(), Ending.STOPPED, Duration.ZERO);
            runningJobs.remove(jobId);
            throw ending(jobId);
        }
    }

    private static ProblemException ending(String jobId) {
        return conflict("This server is about to end, and begins no job any more. Restart job " + jobId
                + " once it is back, or on another server of the machine that has the file.");
    }

    /** Returns false if the old owner opened one more transaction: its session is ended at the next try. */
    private boolean take(String jobId, JobOwner owner) {
        if (runningJobs.find(jobId).isPresent()) {
            throw restartedMeanwhile(jobId);
        }
        try {
            var token = queue.takeOver(jobId, owner, heartbeat.node()).orElseThrow(() -> restartedMeanwhile(jobId));
            runningJobs.add(jobId, token);
            return true;
        } catch (DataAccessException e) {
            if (!SqlState.isLockNotAvailable(e)) {
                throw e;
            }
            return false;
        }
    }

    private static ProblemException restartedMeanwhile(String jobId) {
        return conflict("Somebody else has just restarted job " + jobId + ".");
    }

    private static ProblemException conflict(String message) {
        return new ProblemException(ProblemType.JOB_STATE_CONFLICT, message);
    }
}

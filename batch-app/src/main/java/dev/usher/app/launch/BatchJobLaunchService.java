package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.batch.JobLease;
import dev.usher.jobs.batch.LeaseLostException;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.postgres.SqlState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Jobs in the database, run by Spring Batch in the calling thread. */
final class BatchJobLaunchService implements JobLaunchService {

    private static final Logger LOG = LoggerFactory.getLogger(BatchJobLaunchService.class);

    private static final Duration LEASE_SLACK = Duration.ofMillis(200);

    private final JobQueue queue;
    private final Connections connections;
    private final RunningJobs runningJobs;
    private final JobRun jobRun;
    private final Heartbeat heartbeat;
    private final Housekeeping housekeeping;
    private final LaunchProperties properties;
    private final Clock clock;
    private final Map<String, Instant> firstSeenBeats = new ConcurrentHashMap<>();
    private final RandomGenerator random;
    private final JsonMapper json;

    BatchJobLaunchService(
            JobQueue queue,
            Connections connections,
            RunningJobs runningJobs,
            JobRun jobRun,
            Heartbeat heartbeat,
            Housekeeping housekeeping,
            LaunchProperties properties,
            Clock clock,
            RandomGenerator random,
            JsonMapper json) {
        this.queue = queue;
        this.connections = connections;
        this.runningJobs = runningJobs;
        this.jobRun = jobRun;
        this.heartbeat = heartbeat;
        this.housekeeping = housekeeping;
        this.properties = properties;
        this.clock = clock;
        this.random = random;
        this.json = json;
    }

    @Override
    public String submitHere(JobRequest request) {
        var connection = request.connectionId().map(this::requireConnection);
        heartbeat.start();
        var id = JobId.next(random);
        var job = new JobQueue.NewJob(id, request.type(), connection, json.writeValueAsString(request.document()));
        long token = queue.insertLeased(job, heartbeat.node());
        runningJobs.add(id, token);
        return id;
    }

    private Connection requireConnection(String id) {
        return connections
                .find(id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.CONNECTION_NOT_FOUND, "There is no connection " + id + "."));
    }

    @Override
    public Optional<Duration> restartHere(String jobId) {
        heartbeat.start();
        var owner = queue.owner(jobId).orElseThrow(() -> noJob(jobId));
        if (owner.status().equals("completed")) {
            tidyUp();
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT, "Job " + jobId + " is completed; there is nothing to restart.");
        }
        if (owner.leftoversRemoved()) {
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT,
                    "Job " + jobId
                            + " can't be restarted any more: what it had done so far was removed when its retention"
                            + " time was over. Begin a new one.");
        }
        var node = owner.node();
        if (owner.status().equals("processing") && node != null && !node.isKnownDead()) {
            var left = properties.lease().minus(owner.silent());
            if (!left.isNegative()) {
                return Optional.of(awaitable(jobId, owner, left));
            }
        }
        return take(jobId, owner);
    }

    /** The process that completed it may have been cut off before it tidied up. */
    private void tidyUp() {
        try {
            housekeeping.tidyUp();
        } catch (RuntimeException e) {
            LOG.warn("What jobs left behind could not be removed", e);
        }
    }

    private Duration awaitable(String jobId, JobQueue.Owner owner, Duration left) {
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
    private boolean hasBeatenSince(String jobId, JobQueue.Owner owner) {
        var beat = clock.instant().minus(owner.silent());
        var first = firstSeenBeats.putIfAbsent(jobId, beat);
        return first != null
                && Duration.between(first, beat)
                                .compareTo(properties.heartbeat().dividedBy(2))
                        > 0;
    }

    private Optional<Duration> take(String jobId, JobQueue.Owner owner) {
        if (owner.token() != null) {
            queue.endSessions(JobLease.SESSION_PREFIX + owner.token());
        }
        try {
            var token = queue.takeOver(jobId, owner, heartbeat.node())
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.JOB_STATE_CONFLICT, "Somebody else has just restarted job " + jobId + "."));
            runningJobs.add(jobId, token);
            return Optional.empty();
        } catch (DataAccessException e) {
            if (!SqlState.isLockNotAvailable(e)) {
                throw e;
            }
            // The old owner opened one more transaction; its session is ended at the next try.
            return Optional.of(LEASE_SLACK);
        }
    }

    @Override
    public void run(String jobId) {
        try {
            jobRun.toItsEnd(runningJobs.require(jobId));
        } catch (LeaseLostException e) {
            throw new ProblemException(
                    ProblemType.JOB_OWNED_ELSEWHERE,
                    "Job " + jobId + " was taken over by another process while this one did not answer. What this one"
                            + " had committed is kept; it writes nothing more.",
                    e);
        } finally {
            runningJobs.remove(jobId);
        }
    }

    @Override
    public void stop(String jobId) {
        // Ours first: it must stop even while the database is away.
        var here = runningJobs.find(jobId);
        here.ifPresent(RunningJob::requestStop);
        try {
            requestStop(jobId);
        } catch (DataAccessException | TransactionException e) {
            if (here.isEmpty()) {
                throw SqlState.isLockNotAvailable(e) ? busy(jobId, e) : e;
            }
            LOG.warn(
                    "That job {} is to stop can't be noted: {}",
                    jobId,
                    e.getClass().getSimpleName());
        }
    }

    private void requestStop(String jobId) {
        var status = queue.requestStop(jobId).orElseThrow(() -> noJob(jobId));
        if (!status.equals("processing")) {
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT, "Job " + jobId + " can't be stopped: it is " + status + ".");
        }
    }

    @Override
    public boolean isAbandoned(String jobId) {
        return queue.owner(jobId)
                .filter(owner -> owner.status().equals("processing"))
                .map(owner -> owner.node() == null
                        || owner.node().isKnownDead()
                        || owner.silent().compareTo(properties.lease()) > 0)
                .orElse(false);
    }

    private static ProblemException busy(String jobId, RuntimeException cause) {
        return new ProblemException(
                ProblemType.JOB_STATE_CONFLICT,
                "Job " + jobId + " could not be told to stop: another process is changing it. Try again.",
                cause);
    }

    private static ProblemException noJob(String jobId) {
        return new ProblemException(ProblemType.JOB_NOT_FOUND, "There is no job " + jobId + ".");
    }
}

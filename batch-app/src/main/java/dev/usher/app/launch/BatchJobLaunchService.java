package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.batch.LeaseLostException;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.postgres.SqlState;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Jobs in the database, run by Spring Batch in the calling thread. */
final class BatchJobLaunchService implements JobLaunchService {

    private static final Logger LOG = LoggerFactory.getLogger(BatchJobLaunchService.class);

    private final JobQueue queue;
    private final JobOwners owners;
    private final Submissions submissions;
    private final FollowUps followUps;
    private final Restarts restarts;
    private final JobRemoval removal;
    private final RunnerInbox inbox;
    private final Connections connections;
    private final FileStore store;
    private final ExternalStores stores;
    private final RunningJobs runningJobs;
    private final JobRun jobRun;
    private final Heartbeat heartbeat;
    private final LaunchProperties properties;
    private final RandomGenerator random;
    private final JsonMapper json;

    BatchJobLaunchService(
            JobQueue queue,
            JobOwners owners,
            Submissions submissions,
            FollowUps followUps,
            Restarts restarts,
            JobRemoval removal,
            RunnerInbox inbox,
            Connections connections,
            FileStore store,
            ExternalStores stores,
            RunningJobs runningJobs,
            JobRun jobRun,
            Heartbeat heartbeat,
            LaunchProperties properties,
            RandomGenerator random,
            JsonMapper json) {
        this.queue = queue;
        this.owners = owners;
        this.submissions = submissions;
        this.followUps = followUps;
        this.restarts = restarts;
        this.removal = removal;
        this.inbox = inbox;
        this.connections = connections;
        this.store = store;
        this.stores = stores;
        this.runningJobs = runningJobs;
        this.jobRun = jobRun;
        this.heartbeat = heartbeat;
        this.properties = properties;
        this.random = random;
        this.json = json;
    }

    @Override
    public String submitHere(JobRequest request) {
        var job = newJob(request);
        heartbeat.start();
        long token = queue.insertLeased(job, heartbeat.node());
        runningJobs.add(job.id(), token);
        return job.id();
    }

    @Override
    public Optional<String> followHere(String jobId) {
        try {
            return followUps.next(jobId, predecessor -> submitHere(new JobRequest.OfImport(predecessor.request())));
        } catch (ExternalStoreException e) {
            throw new ProblemException(ProblemType.INPUT_UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private JobQueue.NewJob newJob(JobRequest request) {
        var connection = request.connectionId().map(this::requireConnection);
        requireStores(request);
        var document = json.writeValueAsString(request.document());
        return new JobQueue.NewJob(JobId.next(random), request.type(), connection, document, request.isExternal());
    }

    private void requireStores(JobRequest request) {
        try {
            request.check(stores);
        } catch (ExternalStoreException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private Connection requireConnection(String id) {
        return connections
                .find(id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.CONNECTION_NOT_FOUND, "There is no connection " + id + "."));
    }

    @Override
    public Submitted submit(JobRequest request, Submission submission) {
        var submitted = submissions.insert(newJob(request), submission, store.id());
        inbox.ring();
        return submitted;
    }

    @Override
    public Optional<Duration> restartHere(String jobId) {
        return restarts.here(jobId);
    }

    @Override
    public void restart(String jobId) {
        restarts.onServers(jobId);
    }

    @Override
    public void run(String jobId) {
        try {
            jobRun.toItsEnd(runningJobs.require(jobId), () -> Ending.STOPPED);
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
        var status = queue.requestStop(jobId).orElseThrow(() -> ProblemException.noJob(jobId));
        if (!status.equals("processing") && !status.equals("pending")) {
            throw new ProblemException(
                    ProblemType.JOB_STATE_CONFLICT, "Job " + jobId + " can't be stopped: it is " + status + ".");
        }
    }

    @Override
    public boolean isAbandoned(String jobId) {
        return owners.find(jobId)
                .filter(owner -> owner.status().equals("processing"))
                .map(owner -> owner.isGone(properties.lease()))
                .orElse(false);
    }

    @Override
    public void delete(String jobId) {
        removal.remove(jobId);
    }

    private static ProblemException busy(String jobId, RuntimeException cause) {
        return new ProblemException(
                ProblemType.JOB_STATE_CONFLICT,
                "Job " + jobId + " could not be told to stop: another process is changing it. Try again.",
                cause);
    }
}

package dev.usher.app.launch;

import dev.usher.app.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** Starts, stops and restarts jobs; shared by all threads. */
public interface JobLaunchService {

    /**
     * Writes down a job that this process will run itself, so that no other node takes it. Touches no file.
     *
     * @return the job's id; {@link #run} must follow
     * @throws ProblemException if there is no such connection
     */
    String submitHere(JobRequest request);

    /**
     * Takes over a job that failed, was stopped or lost its owner, to run it in this process.
     *
     * @return how long the dead owner's lease still runs, if one must wait for it before trying again; empty if this
     *     process owns the job now, and {@link #run} must follow
     * @throws ProblemException if there is no such job, or its state does not allow a restart
     */
    Optional<Duration> restartHere(String jobId);

    /**
     * Runs a job that this process owns until it has completed, failed or stopped. Failures of the job do not throw:
     * its state says what happened.
     *
     * @throws ProblemException if another process took the job over because this one did not answer for too long, or
     *     the database stays away, so that how the job ended can't be noted
     */
    void run(String jobId);

    /**
     * Asks a job to stop at its next chunk, wherever it runs.
     *
     * @throws ProblemException if there is no such job, it has ended, or another process keeps it from being told
     */
    void stop(String jobId);

    /**
     * Whether a job is being processed by nobody any more: its process is known to be gone, or it has given no sign of
     * life for longer than its lease. Such a job waits for {@link #restartHere}.
     */
    boolean isAbandoned(String jobId);
}

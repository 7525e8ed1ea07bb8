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
     * Writes down a job that this process will run itself, and that takes the next file of the source of a completed one, if
     * that is to take all files and there are more.
     *
     * @return the job's id; {@link #run} must follow
     * @throws ProblemException if there are, but can't be taken yet
     */
    Optional<String> followHere(String jobId);

    /**
     * Writes down a job as pending, for whichever server is free first of those that see the same file store as this
     * process.
     *
     * @return also for a request that was made before: then nothing new is written, and files that were stored for this
     *     one are of no use
     * @throws ProblemException if there is no such connection, the key was used for another request, or too many imports
     *     are active
     */
    Submitted submit(JobRequest request, Submission submission);

    /**
     * Lets the servers go on with a job that failed or was stopped, or whose owner is gone. One that was begun on a command
     * line goes on in this process, which must be a server.
     *
     * @throws ProblemException if there is no such job, its state does not allow a restart, or its file is not here
     */
    void restart(String jobId);

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
     * Asks a job to stop at its next chunk, wherever it runs; one that still waits for a server is stopped at once.
     *
     * @throws ProblemException if there is no such job, it has ended, or another process keeps it from being told
     */
    void stop(String jobId);

    /**
     * Deletes a job that is not being processed, with its errors, its staged rows, and its files as far as they are in the
     * file store of this process.
     *
     * @throws ProblemException if there is no such job, or it is being processed
     */
    void delete(String jobId);

    /**
     * Whether a job is being processed by nobody any more: its process is known to be gone, or it has given no sign of
     * life for longer than its lease. Such a job waits for {@link #restartHere}.
     */
    boolean isAbandoned(String jobId);
}

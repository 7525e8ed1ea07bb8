package dev.usher.app.cli;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** What Ctrl-C does to a job: the first stops it at its next chunk, the second ends the process at once. */
final class GracefulStop {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Shell shell;
    private final JobLaunchService launch;
    private final String jobId;
    private final Duration patience;
    private final IntConsumer halt;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    GracefulStop(Shell shell, JobLaunchService launch, String jobId) {
        this(shell, launch, jobId, PATIENCE, Runtime.getRuntime()::halt);
    }

    /** @param halt ends the process at once, with an exit code */
    GracefulStop(Shell shell, JobLaunchService launch, String jobId, Duration patience, IntConsumer halt) {
        this.shell = shell;
        this.launch = launch;
        this.jobId = jobId;
        this.patience = patience;
        this.halt = halt;
    }

    /** Called on a thread of its own for each signal. */
    void signalled() {
        if (asked.getAndSet(true)) {
            halt("Ended at once.");
            return;
        }
        shell.warn("\nStopping " + jobId + " at its next chunk, if one is left. Again to end at once.");
        // On a thread of its own: a database that does not answer must not use up more than the patience.
        var stopping = new Thread(this::stop, "stop");
        stopping.setDaemon(true);
        stopping.start();
        haltUnlessEnded();
    }

    private void stop() {
        try {
            launch.stop(jobId);
        } catch (ProblemException e) {
            // It has just come to its end by itself.
            shell.say(String.valueOf(e.getMessage()));
        }
    }

    void ended() {
        ended.countDown();
    }

    private void haltUnlessEnded() {
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                halt("The job does not stop within " + patience.toSeconds() + " s, so the process ends without it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void halt(String why) {
        shell.warn(why + " Continue with: usher jobs restart " + jobId);
        halt.accept(ExitCode.INTERRUPTED.number());
    }
}

package dev.usher.app.cli;

import dev.usher.app.status.JobStatusService;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows on standard error how far a job is, from a thread of its own, until it is closed. */
final class ProgressWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);
    private final JobStatusService status;
    private final String jobId;
    private final ProgressDisplay display;
    private final Thread thread;
    private boolean blind;

    private ProgressWatch(Shell shell, JobStatusService status, String jobId) {
        this.status = status;
        this.jobId = jobId;
        this.display = new ProgressDisplay(shell);
        this.thread = new Thread(this::watch, "progress");
        thread.setDaemon(true);
    }

    /** Shows nothing with {@code --quiet}. */
    static ProgressWatch start(Shell shell, JobStatusService status, String jobId) {
        var watch = new ProgressWatch(shell, status, jobId);
        if (!shell.quiet()) {
            watch.thread.start();
        }
        return watch;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(display.rhythm().toMillis());
                show();
            }
        } catch (InterruptedException e) {
            // close() ends the thread so.
            Thread.currentThread().interrupt();
        }
    }

    void show() {
        try {
            status.require(jobId).progress().ifPresent(display::show);
            blind = false;
        } catch (RuntimeException e) {
            // The job itself meets the same trouble and deals with it; a look at it must not end it. It may last for
            // minutes, and each look would fill the log with the same.
            if (!blind) {
                LOG.warn("Can't see how far job {} is", jobId, e);
            }
            blind = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        display.close();
    }
}

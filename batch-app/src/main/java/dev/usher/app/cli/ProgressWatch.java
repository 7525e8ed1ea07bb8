package dev.usher.app.cli;

import dev.usher.app.cli.report.ProgressLine;
import dev.usher.app.status.JobStatusService;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows on standard error how far a job is, from a thread of its own, until it is closed. */
final class ProgressWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);
    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final Shell shell;
    private final JobStatusService status;
    private final String jobId;
    private final ProgressLine line = new ProgressLine();
    private final boolean bar;
    private final Thread thread;
    private int drawn;
    private boolean blind;

    private ProgressWatch(Shell shell, JobStatusService status, String jobId) {
        this.shell = shell;
        this.status = status;
        this.jobId = jobId;
        this.bar = shell.surroundings().errIsTerminal();
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
                Thread.sleep((bar ? REDRAW : LINE).toMillis());
                show();
            }
        } catch (InterruptedException e) {
            // close() ends the thread so.
            Thread.currentThread().interrupt();
        }
    }

    void show() {
        try {
            var now = shell.surroundings().clock().instant();
            status.progress(jobId).ifPresent(p -> draw(bar ? line.bar(p, now) : line.plain(p, now)));
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

    private void draw(String text) {
        var err = shell.surroundings().err();
        if (bar) {
            err.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
            err.flush();
            drawn = text.length();
        } else {
            err.println(text);
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
        if (drawn > 0) {
            shell.surroundings().err().print("\r" + " ".repeat(drawn) + "\r");
            shell.surroundings().err().flush();
        }
    }
}

package dev.usher.app.cli;

import dev.usher.app.cli.report.ProgressLine;
import dev.usher.app.status.JobProgress;
import java.time.Duration;

/** Shows on standard error how far a job is: a bar on a terminal, else a line from time to time; used by one thread. */
final class ProgressDisplay implements AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final Shell shell;
    private final boolean bar;
    private final ProgressLine line = new ProgressLine();
    private int drawn;

    ProgressDisplay(Shell shell) {
        this.shell = shell;
        this.bar = shell.surroundings().errIsTerminal();
    }

    /** How often there is something to show. */
    Duration rhythm() {
        return bar ? REDRAW : LINE;
    }

    void show(JobProgress progress) {
        var now = shell.surroundings().clock().instant();
        show(bar ? line.bar(progress, now) : line.plain(progress, now));
    }

    /** Shows a line of another kind. */
    void show(String text) {
        var err = shell.surroundings().err();
        if (bar) {
            err.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
            err.flush();
            drawn = text.length();
        } else {
            err.println(text);
        }
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        if (drawn > 0) {
            shell.surroundings().err().print("\r" + " ".repeat(drawn) + "\r");
            shell.surroundings().err().flush();
            drawn = 0;
        }
    }
}

package dev.usher.app.cli;

import dev.usher.app.cli.report.Texts;

/** Shows how much of a file has been sent or fetched. Each transfer is told on one thread at a time. */
final class Transfer implements AutoCloseable {

    private static final long PERCENT = 100;
    private static final double MEGABYTE = 1_000_000;

    private final ProgressDisplay display;
    private final boolean shown;
    private final String what;
    private final long size;
    private long lastShown = System.nanoTime();

    /**
     * @param what such as {@code upload}
     * @param size in bytes; negative if it is not known
     */
    Transfer(Shell shell, String what, long size) {
        this.display = new ProgressDisplay(shell);
        this.shown = !shell.quiet();
        this.what = what;
        this.size = size;
    }

    void done(long bytes) {
        if (shown && System.nanoTime() - lastShown >= display.rhythm().toNanos()) {
            lastShown = System.nanoTime();
            var percent = size > 0 ? bytes * PERCENT / size + "% " : "";
            display.show(what + " " + percent + Texts.count(Math.round(bytes / MEGABYTE)) + " MB");
        }
    }

    @Override
    public void close() {
        display.close();
    }
}

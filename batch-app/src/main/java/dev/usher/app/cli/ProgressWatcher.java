package dev.usher.app.cli;

import dev.usher.app.cli.JobFollowing.Watcher;

/** Shows how far a job is, unless all is to be quiet; used by one thread. */
final class ProgressWatcher implements Watcher {

    private final ProgressDisplay display;
    private final boolean quiet;
    private long lastShown = System.nanoTime();

    ProgressWatcher(Shell shell) {
        this.display = new ProgressDisplay(shell);
        this.quiet = shell.quiet();
    }

    @Override
    public void see(Sight seen) {
        if (!quiet
                && seen.job().progress().isPresent()
                && System.nanoTime() - lastShown >= display.rhythm().toNanos()) {
            display.show(seen.job().progress().get());
            lastShown = System.nanoTime();
        }
    }

    @Override
    public void clear() {
        display.close();
    }
}

package dev.usher.app.cli;

import dev.usher.app.cli.remote.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at a job that others run until it has ended, the time is up, or somebody presses Ctrl-C; the job goes on whatever
 * becomes of this process.
 */
final class JobFollowing {

    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A server that is being replaced comes back. */
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);

    private final Shell shell;
    private final JobDesk desk;
    private final String jobId;
    private final String comeBack;
    private final CountDownLatch left = new CountDownLatch(1);

    /** @param comeBack the command that goes on where this ends */
    JobFollowing(Shell shell, JobDesk desk, String jobId, String comeBack) {
        this.shell = shell;
        this.desk = desk;
        this.jobId = jobId;
        this.comeBack = comeBack;
    }

    /**
     * How it ended.
     *
     * @param seen the job at its end; empty if it goes on
     * @param exitCode why it goes on without us; of a job that ended its own
     */
    record End(Optional<Sight> seen, ExitCode exitCode) {}

    /** Is shown the job at each look. */
    interface Watcher {

        void see(Sight seen);

        /** Makes room for a sentence. */
        void clear();
    }

    /** Shows progress, unless all is to be quiet. */
    End toTheEnd(Optional<Duration> patience) {
        return toTheEnd(patience, new ProgressWatcher(shell));
    }

    /** @param patience empty to wait however long it takes */
    End toTheEnd(Optional<Duration> patience, Watcher watcher) {
        var signals = Signals.handledBy(this::signalled);
        try {
            return follow(patience, watcher);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new End(Optional.empty(), ExitCode.INTERRUPTED);
        } finally {
            watcher.clear();
            signals.close();
        }
    }

    private End follow(Optional<Duration> patience, Watcher watcher) throws InterruptedException {
        long start = System.nanoTime();
        var pause = FIRST_LOOK;
        while (true) {
            var seen = patiently(() -> desk.look(jobId));
            watcher.see(seen);
            if (seen.job().status().ended()) {
                return new End(Optional.of(seen), ExitCode.of(seen.job()));
            }
            if (patience.isPresent() && isOver(start, patience.get())) {
                watcher.clear();
                shell.warn("The time is up. " + goesOn());
                return new End(Optional.empty(), ExitCode.TIMED_OUT);
            }
            if (left.await(shorter(pause, patience).toMillis(), TimeUnit.MILLISECONDS)) {
                watcher.clear();
                shell.warn("\n" + goesOn());
                return new End(Optional.empty(), ExitCode.INTERRUPTED);
            }
            pause = shorter(pause.multipliedBy(2), Optional.of(LOOK));
        }
    }

    /** What passes is waited for; the job goes on meanwhile. */
    private Sight patiently(Supplier<Sight> look) throws InterruptedException {
        long start = System.nanoTime();
        for (boolean said = false; ; said = true) {
            try {
                return look.get();
            } catch (RemoteException e) {
                if (!e.passing()
                        || isOver(start, LONGEST_ABSENCE)
                        || left.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    shell.warn(goesOn());
                    throw e;
                }
                if (!said) {
                    shell.warn(e.getMessage() + " Trying again for " + LONGEST_ABSENCE.toMinutes() + " minutes.");
                }
            }
        }
    }

    private String goesOn() {
        return jobId + " goes on. Come back to it with: " + comeBack;
    }

    private void signalled() {
        if (left.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
        left.countDown();
    }

    private static boolean isOver(long startNanos, Duration length) {
        return System.nanoTime() - startNanos >= length.toNanos();
    }

    private static Duration shorter(Duration a, Optional<Duration> b) {
        return b.filter(other -> other.compareTo(a) < 0).orElse(a);
    }
}

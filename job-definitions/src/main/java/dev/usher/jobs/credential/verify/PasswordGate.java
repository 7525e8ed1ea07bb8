package dev.usher.jobs.credential.verify;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets as many passwords be hashed at once as there are processors; who comes first is served first. Shared by all threads.
 *
 * <p>A hash is made to take long. Whoever asks for many must not keep the processors, nor all threads of the server, from
 * everybody else: so few may wait, and not for long.
 */
public final class PasswordGate {

    private static final int WAITING_PER_PROCESSOR = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore processors;
    private final Semaphore places;
    private final Duration longestWait;

    /** All that hash passwords in a process share one. */
    public static PasswordGate ofThisMachine() {
        return new PasswordGate(Runtime.getRuntime().availableProcessors(), LONGEST_WAIT);
    }

    PasswordGate(int processors, Duration longestWait) {
        this.processors = new Semaphore(processors, true);
        this.places = new Semaphore(processors * (1 + WAITING_PER_PROCESSOR));
        this.longestWait = longestWait;
    }

    /**
     * Does the work once there is a processor for it.
     *
     * @param busy thrown instead if too many are waiting, or it would take too long
     */
    public <T> T pass(Supplier<T> work, Supplier<? extends RuntimeException> busy) {
        if (!places.tryAcquire()) {
            throw busy.get();
        }
        try {
            acquire(busy);
            try {
                return work.get();
            } finally {
                processors.release();
            }
        } finally {
            places.release();
        }
    }

    private void acquire(Supplier<? extends RuntimeException> busy) {
        try {
            if (processors.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw busy.get();
    }
}

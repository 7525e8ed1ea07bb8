package dev.usher.app.login;

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
final class PasswordGate {

    private static final int WAITING_PER_PROCESSOR = 16;

    private final Semaphore processors;
    private final Semaphore places;
    private final Duration longestWait;

    PasswordGate(int processors, Duration longestWait) {
        this.processors = new Semaphore(processors, true);
        this.places = new Semaphore(processors * (1 + WAITING_PER_PROCESSOR));
        this.longestWait = longestWait;
    }

    /** @throws LoginException if too many are waiting, or it would take too long */
    <T> T pass(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new LoginException(LoginProblem.BUSY);
        }
        try {
            acquire();
            try {
                return work.get();
            } finally {
                processors.release();
            }
        } finally {
            places.release();
        }
    }

    private void acquire() {
        try {
            if (processors.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LoginException(LoginProblem.BUSY);
    }
}

package dev.usher.app.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the runner of this process is told by others; where there is none, nobody listens. Shared by all threads. */
final class RunnerInbox {

    private final Semaphore bell = new Semaphore(0);
    private final Queue<String> owned = new ArrayDeque<>();
    private boolean closed;

    /** There may be something to do. */
    void ring() {
        bell.release();
    }

    /**
     * Hands over a job whose lease this node has taken.
     *
     * @return false if nobody takes it any more, since the runner ends
     */
    synchronized boolean add(String jobId) {
        if (closed) {
            return false;
        }
        owned.add(jobId);
        ring();
        return true;
    }

    /** The next job that was handed over. */
    synchronized Optional<String> poll() {
        return Optional.ofNullable(owned.poll());
    }

    /** Takes no more jobs; those that it has can still be polled. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits for a ring, or for {@code longest}. */
    void await(Duration longest) throws InterruptedException {
        if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            // However often it rang: one look finds all that there is.
            bell.drainPermits();
        }
    }
}

package dev.usher.jobs.external;

import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Asks a store again that could not be reached: most of what keeps one from answering passes. */
public final class StoreTries {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private StoreTries() {}

    /** Waits, and tells whether nobody wants the answer any more. */
    @FunctionalInterface
    public interface Pause {
        boolean stopped(Duration longest) throws InterruptedException;
    }

    /**
     * @param action can be done again after it failed
     * @throws CancellationException if it was stopped between two tries
     */
    public static <T> T call(Pause pause, Supplier<T> action) {
        for (var longest : PAUSES) {
            try {
                return action.get();
            } catch (ExternalStoreException e) {
                if (e.reason() != Reason.UNREACHABLE) {
                    throw e;
                }
            }
            await(pause, longest);
        }
        return action.get();
    }

    /** @throws CancellationException if it was stopped meanwhile */
    static void await(Pause pause, Duration longest) {
        try {
            if (pause.stopped(longest)) {
                throw new CancellationException("The job is to stop.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The thread was interrupted.");
        }
    }
}

package dev.usher.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what others do; how long it takes on a busy machine nobody knows. */
public final class Eventually {

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private Eventually() {}

    /** Until it holds, a minute at most; a failure of the condition itself ends the waiting. */
    public static void await(Callable<Boolean> condition) {
        await(LONG, condition);
    }

    public static void await(Duration atMost, Callable<Boolean> condition) {
        Awaitility.await().pollInterval(OFTEN).atMost(atMost).until(condition);
    }
}

package dev.usher.app.cli.remote;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Pause {

    void of(Duration duration) throws InterruptedException;

    /** As time goes by. */
    static Pause real() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}

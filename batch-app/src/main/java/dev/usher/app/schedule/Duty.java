package dev.usher.app.schedule;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that a server does again and again; for one thread. That it fails keeps it neither from being tried again nor
 * others from being done, and is logged once until it succeeds.
 */
final class Duty {

    private static final Logger LOG = LoggerFactory.getLogger(Duty.class);

    private final String failure;
    private final Runnable action;
    private boolean failing;

    /** @param failure what can't be done if it fails, for the log */
    Duty(String failure, Runnable action) {
        this.failure = failure;
        this.action = action;
    }

    void attempt() {
        try {
            action.run();
            failing = false;
        } catch (RuntimeException | Error e) {
            // Whatever it was: a server that stops looking would never make up for anything again.
            if (!failing) {
                LOG.warn("{}; the server goes on trying", failure, e);
            }
            failing = true;
        }
    }
}

package dev.usher.app.cli.remote;

import java.time.Duration;
import java.time.Instant;

/** What a server lets a client in for. */
public record AccessToken(String text, Instant expiresAt) {

    /** A token that expires while a request is on its way is as good as none. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    boolean isGood(Instant now) {
        return now.plus(MARGIN).isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "token until " + expiresAt;
    }
}

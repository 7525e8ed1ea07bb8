package dev.usher.app.status;

import java.util.Locale;

/** The states of a job. {@code PENDING → PROCESSING → COMPLETED | FAILED | STOPPED}. */
public enum JobStatus {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    STOPPED;

    /** The literal in the table {@code jobs} and in every answer. */
    public String literal() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such state */
    public static JobStatus of(String literal) {
        return valueOf(literal.toUpperCase(Locale.ROOT));
    }

    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == STOPPED;
    }
}

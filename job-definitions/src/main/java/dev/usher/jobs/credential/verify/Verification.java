package dev.usher.jobs.credential.verify;

/** What came of holding a password against a hash. */
public sealed interface Verification {

    /** The hash was computed, and is or is not the one of the password. */
    enum Outcome implements Verification {
        MATCH,
        NO_MATCH
    }

    /**
     * Nothing was computed: the hash is not well formed, or costs more than the limits allow.
     *
     * @param reason for operators; repeats nothing of the hash
     */
    record Refused(String reason) implements Verification {}

    static Verification of(boolean matches) {
        return matches ? Outcome.MATCH : Outcome.NO_MATCH;
    }

    default boolean matches() {
        return this == Outcome.MATCH;
    }
}

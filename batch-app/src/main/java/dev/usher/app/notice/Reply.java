package dev.usher.app.notice;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an attempt ended.
 *
 * @param status of the answer over HTTP; empty if there was none
 * @param failure empty if the receiver took the notice
 */
record Reply(OptionalInt status, Optional<AttemptFailure> failure) {

    static final Reply TAKEN = new Reply(OptionalInt.empty(), Optional.empty());

    private static final int GONE = 410;

    static Reply ofStatus(int status) {
        return new Reply(
                OptionalInt.of(status),
                status >= 200 && status < 300 ? Optional.empty() : Optional.of(AttemptFailure.STATUS));
    }

    static Reply failed(AttemptFailure failure) {
        return new Reply(OptionalInt.empty(), Optional.of(failure));
    }

    boolean taken() {
        return failure.isEmpty();
    }

    /** Whether the receiver wants to hear nothing any more, ever. */
    boolean gone() {
        return status.equals(OptionalInt.of(GONE));
    }
}

package dev.usher.app.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A notice to a webhook and what became of it.
 *
 * @param id the {@code webhook-id} of every attempt
 * @param jobId empty for a test
 * @param reason of one that was given up
 * @param nextAttemptAt of one that waits; while an attempt is under way, when it would count as lost
 * @param attempts those of which somebody noted how they ended, first to last
 */
public record Delivery(
        String id,
        String event,
        Optional<String> jobId,
        NoticeState state,
        Optional<GivenUpReason> reason,
        Instant createdAt,
        Optional<Instant> nextAttemptAt,
        List<Attempt> attempts) {

    private static final Pattern ID = Pattern.compile("ntc_[0-9a-f]{32}");

    /**
     * One attempt.
     *
     * @param status of the answer; empty if there was none
     * @param failure as {@link AttemptFailure#literal}; empty if the receiver took the notice
     */
    public record Attempt(
            int number, Instant startedAt, long durationMs, OptionalInt status, Optional<String> failure) {}

    /** Where a page ends. */
    public record Position(Instant createdAt, String id) {}

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** For messages. */
    public static String idPattern() {
        return "^" + ID + "$";
    }
}

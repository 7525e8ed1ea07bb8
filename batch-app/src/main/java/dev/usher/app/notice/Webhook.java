package dev.usher.app.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A receiver of notices.
 *
 * @param events of which it is told
 * @param disabled since when and why it is told nothing; empty if it is
 * @param failingSince the first of the attempts that failed since one succeeded
 * @param previousSecretUntil until when notices are signed with the secret before the last rotation as well; those
 *     before it are good for less long
 */
public record Webhook(
        String id,
        String url,
        Set<WebhookEvent> events,
        Optional<String> description,
        Optional<Disabled> disabled,
        Optional<Instant> failingSince,
        Optional<Instant> previousSecretUntil,
        Instant createdAt) {

    private static final Pattern ID = Pattern.compile("whk_[A-Za-z0-9]{16}");

    /** Since when and why a webhook gets no notices. */
    public record Disabled(Instant at, DisabledReason reason) {}

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** For messages. */
    public static String idPattern() {
        return "^" + ID + "$";
    }

    /** Without the address, in which receivers like to hide a secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}

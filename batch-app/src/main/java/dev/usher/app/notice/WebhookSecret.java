package dev.usher.app.notice;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What notices are signed with, in the notation of Standard Webhooks.
 *
 * @param text {@code whsec_} and 32 random bytes in Base64
 */
public record WebhookSecret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    static WebhookSecret generate(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /** Without the secret, so that no log ever has it. */
    @Override
    public String toString() {
        return "WebhookSecret[" + PREFIX + "…]";
    }
}

package dev.usher.app.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A notice that this server is to send now.
 *
 * @param id the same at every attempt
 * @param attempt which one this is, from 1
 * @param failures attempts that failed since it was made, or sent again by hand
 * @param body what is sent, or what a mail is made of
 * @param claimedAt by the clock of the database, which is the same for all servers
 * @param receiver empty for a mail
 */
record DueNotice(String id, int attempt, int failures, String body, Instant claimedAt, Optional<Receiver> receiver) {

    /** The channel of all mails. */
    static final String MAIL = "mail";

    /**
     * The receiver as it is at this attempt.
     *
     * @param secrets each of which signs it; at least one of a receiver that is enabled
     * @param enabled false also of one that was deleted
     */
    record Receiver(String webhookId, String url, List<WebhookSecret> secrets, boolean enabled) {

        /** Without the address, in which receivers like to hide a secret. */
        @Override
        public String toString() {
            return webhookId;
        }
    }

    /** What is sent to one after the other: a webhook's notices, or mails. */
    String channel() {
        return receiver.map(Receiver::webhookId).orElse(MAIL);
    }
}

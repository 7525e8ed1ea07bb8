package dev.usher.app.launch;

import java.util.Optional;

/**
 * Who submits a job to the servers, and how they want to hear of it.
 *
 * @param externalId what whoever submits it calls it
 * @param clientId who submits it
 * @param sendCompletionEmail whether a mail is asked for once it has ended
 * @param key under which the same request may be sent again
 */
public record Submission(
        Optional<String> externalId,
        Optional<String> clientId,
        boolean sendCompletionEmail,
        Optional<IdempotencyKey> key) {}

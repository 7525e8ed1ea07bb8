package dev.usher.app.notice;

import java.util.Optional;
import java.util.Set;

/**
 * A webhook to be created.
 *
 * @param events at least one
 */
public record WebhookDraft(String url, Set<WebhookEvent> events, Optional<String> description) {

    @Override
    public String toString() {
        return "WebhookDraft" + events;
    }
}

package dev.usher.app.notice;

import java.util.Optional;
import java.util.Set;

/**
 * What is to change of a webhook; what is empty stays as it is.
 *
 * @param events at least one
 * @param description an empty text removes it
 */
public record WebhookChange(
        Optional<String> url,
        Optional<Set<WebhookEvent>> events,
        Optional<String> description,
        Optional<Boolean> enabled) {

    public static WebhookChange enabled(boolean enabled) {
        return new WebhookChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled));
    }

    @Override
    public String toString() {
        return "WebhookChange[enabled=" + enabled + "]";
    }
}

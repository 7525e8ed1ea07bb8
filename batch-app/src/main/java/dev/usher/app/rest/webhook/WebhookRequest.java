package dev.usher.app.rest.webhook;

import dev.usher.app.notice.WebhookChange;
import dev.usher.app.notice.WebhookDraft;
import dev.usher.app.notice.WebhookEvent;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The bodies by which webhooks are created and changed. */
final class WebhookRequest {

    private static final String URL = "url";
    private static final String EVENTS = "events";
    private static final String DESCRIPTION = "description";
    private static final String ENABLED = "enabled";
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_DESCRIPTION = 200;

    private WebhookRequest() {}

    /** @throws ApiException if a member is missing, wrong or unknown */
    static WebhookDraft draft(RequestObject body) {
        body.requireOnly(Set.of(URL, EVENTS, DESCRIPTION));
        return new WebhookDraft(
                body.requireText(URL, LONGEST_URL),
                events(body).orElse(EnumSet.allOf(WebhookEvent.class)),
                body.text(DESCRIPTION, LONGEST_DESCRIPTION));
    }

    /** @throws ApiException if a member is wrong or unknown */
    static WebhookChange change(RequestObject body) {
        body.requireOnly(Set.of(URL, EVENTS, DESCRIPTION, ENABLED));
        return new WebhookChange(
                body.text(URL, LONGEST_URL),
                events(body),
                body.text(DESCRIPTION, LONGEST_DESCRIPTION),
                body.has(ENABLED) ? Optional.of(body.flag(ENABLED, true)) : Optional.empty());
    }

    private static Optional<Set<WebhookEvent>> events(RequestObject body) {
        if (!body.has(EVENTS)) {
            return Optional.empty();
        }
        var events = EnumSet.noneOf(WebhookEvent.class);
        for (var literal : body.texts(EVENTS)) {
            var event = WebhookEvent.find(literal)
                    .orElseThrow(() -> ApiException.invalidBody("No enum match for: " + literal, EVENTS));
            if (!events.add(event)) {
                throw ApiException.invalidBody("Array items are not unique: " + literal, EVENTS);
            }
        }
        if (events.isEmpty()) {
            throw ApiException.invalidBody("Array is too short (0), minimum 1", EVENTS);
        }
        return Optional.of(events);
    }
}

package dev.usher.app.rest.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.app.notice.DisabledReason;
import dev.usher.app.notice.Webhook;
import dev.usher.app.notice.Webhook.Disabled;
import dev.usher.app.notice.WebhookEvent;
import dev.usher.app.notice.WebhookWithSecret;
import dev.usher.app.rest.answer.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A webhook as JSON. What is not known is absent.
 *
 * @param disabledReason {@code operator}, {@code gone} or {@code failing}
 * @param failingSince the first of the attempts that failed since one succeeded
 * @param previousSecretUntil until when notices are signed with the secret before the last rotation as well
 * @param secret in the answers to its creation and to a rotation, and nowhere else
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookBody(
        String id,
        String url,
        List<String> events,
        @Nullable String description,
        boolean enabled,
        @Nullable String disabledAt,
        @Nullable String disabledReason,
        @Nullable String failingSince,
        @Nullable String previousSecretUntil,
        String createdAt,
        @Nullable String secret) {

    static WebhookBody of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookBody of(WebhookWithSecret created) {
        return of(created.webhook(), created.secret().text());
    }

    private static WebhookBody of(Webhook webhook, @Nullable String secret) {
        return new WebhookBody(
                webhook.id(),
                webhook.url(),
                webhook.events().stream().map(WebhookEvent::literal).toList(),
                webhook.description().orElse(null),
                webhook.disabled().isEmpty(),
                webhook.disabled().map(Disabled::at).map(Moment::text).orElse(null),
                webhook.disabled()
                        .map(Disabled::reason)
                        .map(DisabledReason::literal)
                        .orElse(null),
                webhook.failingSince().map(Moment::text).orElse(null),
                webhook.previousSecretUntil().map(Moment::text).orElse(null),
                Moment.text(webhook.createdAt()),
                secret);
    }

    /** Without the secret, so that no log ever has it, and without the address, which may hold one. */
    @Override
    public String toString() {
        return "WebhookBody[" + id + "]";
    }
}

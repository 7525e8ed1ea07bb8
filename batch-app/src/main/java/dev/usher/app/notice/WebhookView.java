package dev.usher.app.notice;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.app.notice.Webhook.Disabled;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A webhook for people and programs; as JSON, of a command too, it is the document of the REST API. What is not known is
 * absent.
 *
 * @param disabledReason {@code operator}, {@code gone} or {@code failing}
 * @param failingSince the first of the attempts that failed since one succeeded
 * @param previousSecretUntil until when notices are signed with the secret before the last rotation as well
 * @param secret in the answers to its creation and to a rotation, and nowhere else
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
        String id,
        String url,
        List<String> events,
        @Nullable String description,
        boolean enabled,

        @JsonFormat(pattern = MOMENT, timezone = "UTC") @Nullable
        Instant disabledAt,

        @Nullable String disabledReason,

        @JsonFormat(pattern = MOMENT, timezone = "UTC") @Nullable
        Instant failingSince,

        @JsonFormat(pattern = MOMENT, timezone = "UTC") @Nullable
        Instant previousSecretUntil,

        @JsonFormat(pattern = MOMENT, timezone = "UTC") Instant createdAt,

        @Nullable String secret) {

    /** As all moments of the API. */
    static final String MOMENT = "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'";

    public static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    public static WebhookView of(WebhookWithSecret created) {
        return of(created.webhook(), created.secret().text());
    }

    private static WebhookView of(Webhook webhook, @Nullable String secret) {
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.events().stream().map(WebhookEvent::literal).toList(),
                webhook.description().orElse(null),
                webhook.disabled().isEmpty(),
                webhook.disabled().map(Disabled::at).orElse(null),
                webhook.disabled()
                        .map(Disabled::reason)
                        .map(DisabledReason::literal)
                        .orElse(null),
                webhook.failingSince().orElse(null),
                webhook.previousSecretUntil().orElse(null),
                webhook.createdAt(),
                secret);
    }

    /** Without the secret, so that no log ever has it, and without the address, which may hold one. */
    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}

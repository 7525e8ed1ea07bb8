package dev.usher.app.notice;

import dev.usher.app.outbound.OutboundRefusedException;
import dev.usher.app.outbound.OutboundUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * To whom webhooks may be sent.
 *
 * @param allowed schemes, hosts and ports, as {@code https://hooks.example.com}; without any there are no webhooks
 * @param allowPrivateAddresses whether receivers may be in private networks, or on this machine
 * @param disableAfter how long nothing but failures is borne before a webhook is disabled
 */
@ConfigurationProperties("usher.webhooks")
public record WebhookProperties(
        @DefaultValue({}) List<String> allowed,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("5d") Duration disableAfter) {

    public WebhookProperties {
        allowed = List.copyOf(allowed);
        allowed.forEach(WebhookProperties::requireOrigin);
        if (disableAfter.isNegative() || disableAfter.isZero()) {
            throw new IllegalArgumentException(
                    "usher.webhooks.disable-after is " + disableAfter + "; it must be positive");
        }
    }

    private static void requireOrigin(String text) {
        try {
            if (OutboundUrl.parse(text).target().equals("/")) {
                return;
            }
        } catch (OutboundRefusedException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "usher.webhooks.allowed has '" + text
                        + "'; each entry must be a scheme, a host and if need be a port, as https://hooks.example.com",
                cause);
    }
}

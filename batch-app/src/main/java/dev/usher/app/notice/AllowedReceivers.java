package dev.usher.app.notice;

import dev.usher.app.outbound.OutboundRefusedException;
import dev.usher.app.outbound.OutboundUrl;
import java.util.List;

/** The servers to which webhooks may lead; whoever may create webhooks can't make Usher ask any others. */
record AllowedReceivers(List<OutboundUrl> origins) {

    static AllowedReceivers of(WebhookProperties properties) {
        return new AllowedReceivers(
                properties.allowed().stream().map(OutboundUrl::parse).toList());
    }

    boolean any() {
        return !origins.isEmpty();
    }

    /** @throws OutboundRefusedException if it is no address, or one of a spelling that is not taken */
    boolean allows(String url) {
        var parsed = OutboundUrl.parse(url);
        return origins.stream().anyMatch(parsed::isSameOrigin);
    }
}

package dev.usher.app.rest.webhook;

import dev.usher.app.notice.Delivery;
import dev.usher.app.notice.Webhook;
import dev.usher.app.rest.answer.ApiException;

/** Ids in paths. */
final class WebhookIds {

    private WebhookIds() {}

    /** @throws ApiException if it is no id of a webhook */
    static String require(String id) {
        if (!Webhook.isId(id)) {
            throw ApiException.invalidPath("String does not match pattern " + Webhook.idPattern(), "id");
        }
        return id;
    }

    /** @throws ApiException if it is no id of a delivery */
    static String requireDelivery(String id) {
        if (!Delivery.isId(id)) {
            throw ApiException.invalidPath("String does not match pattern " + Delivery.idPattern(), "delivery");
        }
        return id;
    }
}

package dev.usher.app.rest.webhook;

import dev.usher.app.notice.DeliveryView;
import dev.usher.app.notice.WebhookService;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a webhook was told, tells it again, and tries it out. */
@RestController
@RequestMapping("/api/v2/webhooks/{id}")
final class DeliveryController {

    private final WebhookService webhooks;

    DeliveryController(WebhookService webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * A page of deliveries, newest first.
     *
     * @param from what the page before said is next
     * @param take how many at most
     */
    @GetMapping("/deliveries")
    @AnyScope(Scope.READ_WEBHOOKS)
    DeliveryPageBody deliveries(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(defaultValue = "50") String take) {
        var query = new DeliveryQuery(from, take);
        // One more than asked for tells whether there is a next page.
        var found = webhooks.deliveries(WebhookIds.require(id), query.after(), query.limit() + 1);
        var page = found.subList(0, Math.min(found.size(), query.limit()));
        return new DeliveryPageBody(
                page.stream().map(DeliveryView::of).toList(),
                found.size() > page.size() ? DeliveryQuery.cursor(page.get(page.size() - 1)) : null);
    }

    /** The answer says that it waits; a server sends it within a second or so. */
    @PostMapping("/test")
    @AnyScope(Scope.UPDATE_WEBHOOKS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView testWebhook(@PathVariable String id) {
        return DeliveryView.of(webhooks.test(WebhookIds.require(id)));
    }

    @PostMapping("/deliveries/{delivery}/resend")
    @AnyScope(Scope.UPDATE_WEBHOOKS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView resend(@PathVariable String id, @PathVariable String delivery) {
        return DeliveryView.of(webhooks.resend(WebhookIds.require(id), WebhookIds.requireDelivery(delivery)));
    }
}

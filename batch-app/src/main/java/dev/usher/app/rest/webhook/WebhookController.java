package dev.usher.app.rest.webhook;

import dev.usher.app.notice.WebhookService;
import dev.usher.app.notice.WebhookView;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows, creates, changes and deletes webhooks. */
@RestController
@RequestMapping("/api/v2/webhooks")
final class WebhookController {

    private final WebhookService webhooks;

    WebhookController(WebhookService webhooks) {
        this.webhooks = webhooks;
    }

    /** All of them, in the order in which they were made. */
    @GetMapping
    @AnyScope(Scope.READ_WEBHOOKS)
    List<WebhookView> webhooks() {
        return webhooks.list().stream().map(WebhookView::of).toList();
    }

    @GetMapping("/{id}")
    @AnyScope(Scope.READ_WEBHOOKS)
    WebhookView webhook(@PathVariable String id) {
        return WebhookView.of(webhooks.require(WebhookIds.require(id)));
    }

    @PostMapping
    @AnyScope(Scope.CREATE_WEBHOOKS)
    @ResponseStatus(HttpStatus.CREATED)
    WebhookView createWebhook(@RequestBody JsonNode body) {
        return WebhookView.of(webhooks.create(WebhookRequest.draft(RequestObject.of(body))));
    }

    @PatchMapping("/{id}")
    @AnyScope(Scope.UPDATE_WEBHOOKS)
    WebhookView changeWebhook(@PathVariable String id, @RequestBody JsonNode body) {
        return WebhookView.of(webhooks.change(WebhookIds.require(id), WebhookRequest.change(RequestObject.of(body))));
    }

    @DeleteMapping("/{id}")
    @AnyScope(Scope.DELETE_WEBHOOKS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteWebhook(@PathVariable String id) {
        webhooks.delete(WebhookIds.require(id));
    }

    @PostMapping("/{id}/rotate-secret")
    @AnyScope(Scope.UPDATE_WEBHOOKS)
    WebhookView rotateSecret(@PathVariable String id) {
        return WebhookView.of(webhooks.rotateSecret(WebhookIds.require(id)));
    }
}

package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.notice.Delivery;
import dev.usher.app.notice.Webhook;
import dev.usher.app.notice.WebhookEvent;
import dev.usher.app.notice.WebhookWithSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Webhooks, and what they were told, as JSON and as text. */
final class WebhookDocument {

    private WebhookDocument() {}

    static Map<String, Object> of(WebhookWithSecret created) {
        var document = of(created.webhook());
        document.put("secret", created.secret().text());
        return document;
    }

    /** Lines that a shell can read as variables. */
    static String text(WebhookWithSecret created) {
        return "webhook_id=" + created.webhook().id() + "\nwebhook_secret="
                + created.secret().text() + "\n";
    }

    static Map<String, Object> of(Webhook webhook) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", webhook.id());
        document.put("url", webhook.url());
        document.put(
                "events", webhook.events().stream().map(WebhookEvent::literal).toList());
        webhook.description().ifPresent(text -> document.put("description", text));
        document.put("enabled", webhook.disabled().isEmpty());
        webhook.disabled().ifPresent(disabled -> {
            document.put("disabled_at", disabled.at().toString());
            document.put("disabled_reason", disabled.reason().literal());
        });
        webhook.failingSince().ifPresent(at -> document.put("failing_since", at.toString()));
        webhook.previousSecretUntil().ifPresent(at -> document.put("previous_secret_until", at.toString()));
        document.put("created_at", webhook.createdAt().toString());
        return document;
    }

    static String text(List<Webhook> webhooks) {
        var table = Table.of("id", "state", "events", "url");
        webhooks.forEach(webhook -> table.add(
                webhook.id(),
                webhook.disabled().map(d -> "disabled: " + d.reason().literal()).orElse("enabled"),
                events(webhook),
                Texts.printable(webhook.url())));
        return table.toString();
    }

    /** All of one webhook. */
    static String text(Webhook webhook) {
        var table = Table.of(webhook.id(), "")
                .add("url", Texts.printable(webhook.url()))
                .add("events", events(webhook));
        webhook.description().ifPresent(text -> table.add("description", Texts.printable(text)));
        table.add("created", Texts.moment(webhook.createdAt()));
        table.add(
                "state",
                webhook.disabled()
                        .map(d -> "disabled since " + Texts.moment(d.at()) + ": "
                                + d.reason().sentence())
                        .orElse("enabled"));
        webhook.failingSince().ifPresent(at -> table.add("failing since", Texts.moment(at)));
        webhook.previousSecretUntil().ifPresent(at -> table.add("former secret until", Texts.moment(at)));
        return table.toString();
    }

    private static String events(Webhook webhook) {
        return webhook.events().stream().map(WebhookEvent::literal).collect(Collectors.joining(" "));
    }

    static Map<String, Object> of(Delivery delivery) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", delivery.id());
        document.put("event", delivery.event());
        delivery.jobId().ifPresent(id -> document.put("job_id", id));
        document.put("state", delivery.state().literal());
        delivery.reason().ifPresent(reason -> document.put("reason", reason.literal()));
        document.put("created_at", delivery.createdAt().toString());
        delivery.nextAttemptAt().ifPresent(at -> document.put("next_attempt_at", at.toString()));
        document.put(
                "attempts",
                delivery.attempts().stream().map(WebhookDocument::of).toList());
        return document;
    }

    private static Map<String, Object> of(Delivery.Attempt attempt) {
        var document = new LinkedHashMap<String, Object>();
        document.put("number", attempt.number());
        document.put("started_at", attempt.startedAt().toString());
        document.put("duration_ms", attempt.durationMs());
        attempt.status().ifPresent(status -> document.put("status", status));
        attempt.failure().ifPresent(failure -> document.put("failure", failure));
        return document;
    }

    static String deliveries(List<Delivery> deliveries) {
        var table = Table.of("id", "event", "job", "created", ">attempts", "state");
        deliveries.forEach(delivery -> table.add(
                delivery.id(),
                delivery.event(),
                delivery.jobId().orElse("-"),
                Texts.moment(delivery.createdAt()),
                String.valueOf(delivery.attempts().size()),
                state(delivery)));
        return table.toString();
    }

    private static String state(Delivery delivery) {
        return switch (delivery.state()) {
            case DELIVERED -> "delivered";
            case GIVEN_UP ->
                "given up: " + delivery.reason().map(r -> r.literal()).orElse("?") + lastFailure(delivery);
            case WAITING ->
                "waits until " + delivery.nextAttemptAt().map(Texts::moment).orElse("?") + lastFailure(delivery);
        };
    }

    private static String lastFailure(Delivery delivery) {
        if (delivery.attempts().isEmpty()) {
            return "";
        }
        var last = delivery.attempts().get(delivery.attempts().size() - 1);
        var status = last.status();
        return last.failure()
                .map(failure -> " (" + failure + (status.isPresent() ? " " + status.getAsInt() : "") + ")")
                .orElse("");
    }
}

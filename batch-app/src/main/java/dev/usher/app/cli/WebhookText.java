package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.notice.Delivery;
import dev.usher.app.notice.Webhook;
import dev.usher.app.notice.WebhookEvent;
import dev.usher.app.notice.WebhookWithSecret;
import java.util.List;
import java.util.stream.Collectors;

/** Webhooks, and what they were told, for people. */
final class WebhookText {

    private WebhookText() {}

    /** Lines that a shell can read as variables. */
    static String text(WebhookWithSecret created) {
        return "webhook_id=" + created.webhook().id() + "\nwebhook_secret="
                + created.secret().text() + "\n";
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

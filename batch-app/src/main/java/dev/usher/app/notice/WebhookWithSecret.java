package dev.usher.app.notice;

/** A webhook and its new secret, which is shown this once. */
public record WebhookWithSecret(Webhook webhook, WebhookSecret secret) {}

/**
 * Webhooks over HTTP, and what they were told.
 *
 * <p>Start at {@link dev.usher.app.rest.webhook.WebhookController}. It sends nothing.
 */
@NullMarked
package dev.usher.app.rest.webhook;

import org.jspecify.annotations.NullMarked;

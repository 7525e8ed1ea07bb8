/**
 * Notices of what became of jobs: webhooks, mails, the queue in which they wait, and who sends them.
 *
 * <p>Start at {@link dev.usher.app.notice.WebhookService} and {@link dev.usher.app.notice.NoticeSender}. Notices are written
 * by a trigger of the table {@code jobs}, so no code that ends a job knows of them.
 */
@NullMarked
package dev.usher.app.notice;

import org.jspecify.annotations.NullMarked;

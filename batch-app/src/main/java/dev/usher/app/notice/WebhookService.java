package dev.usher.app.notice;

import dev.usher.app.notice.Delivery.Position;
import dev.usher.app.outbound.OutboundRefusedException;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.random.RandomText;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Webhooks, and what they were told. Shared by all threads.
 *
 * <p>It sends nothing: servers do, whoever wrote a notice down. What can't be done is a {@link ProblemException}.
 */
public final class WebhookService {

    /** Each end of a job writes a row for each of them. */
    static final int MOST = 100;

    private static final int ID_LENGTH = 16;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final AllowedReceivers allowed;
    private final SecureRandom random;

    WebhookService(Webhooks webhooks, Deliveries deliveries, AllowedReceivers allowed, SecureRandom random) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.allowed = allowed;
        this.random = random;
    }

    /** In the order in which they were made. */
    public List<Webhook> list() {
        return webhooks.list();
    }

    public Webhook require(String id) {
        return webhooks.find(id).orElseThrow(() -> unknown(id));
    }

    /** @return the webhook with its secret, which can't be read again */
    public WebhookWithSecret create(WebhookDraft draft) {
        requireAllowed(draft.url());
        if (webhooks.list().size() >= MOST) {
            throw conflict("There are " + MOST + " webhooks already, as many as may be. Delete one first.");
        }
        var secret = WebhookSecret.generate(random);
        return new WebhookWithSecret(webhooks.insert(newId(), draft, secret), secret);
    }

    /** What waits for a webhook that is disabled is given up, and can be sent again by hand once it is enabled. */
    public Webhook change(String id, WebhookChange change) {
        change.url().ifPresent(this::requireAllowed);
        return webhooks.change(id, change).orElseThrow(() -> unknown(id));
    }

    /** With all that it was told. */
    public void delete(String id) {
        if (!webhooks.delete(id)) {
            throw unknown(id);
        }
    }

    /**
     * Makes a new secret. For 24 hours notices are signed with the one before as well, and with those that were replaced
     * shortly before it, up to five: the next one must wait until the first of them has had its time.
     *
     * @return the webhook with its new secret, which can't be read again
     */
    public WebhookWithSecret rotateSecret(String id) {
        var secret = WebhookSecret.generate(random);
        return new WebhookWithSecret(webhooks.rotate(id, secret).orElseThrow(() -> unknown(id)), secret);
    }

    /** Writes down a notice that tells of nothing, for a server to send. */
    public Delivery test(String id) {
        requireEnabled(require(id));
        return deliveries.insertTest(id);
    }

    /** What a webhook was told, newest first, from after a position on. */
    public List<Delivery> deliveries(String id, Optional<Position> after, int limit) {
        return deliveries.page(require(id).id(), after, limit);
    }

    /**
     * Sends a notice once more, with all its attempts, or one that waits for its next attempt at once. A receiver knows it
     * by its id.
     */
    public Delivery resend(String id, String deliveryId) {
        requireEnabled(require(id));
        if (!deliveries.resend(id, deliveryId)) {
            throw unknownDelivery(deliveryId);
        }
        return deliveries.find(id, deliveryId).orElseThrow(() -> unknownDelivery(deliveryId));
    }

    private void requireAllowed(String url) {
        if (!allowed.any()) {
            throw invalid("Webhooks are switched off: usher.webhooks.allowed names no server that may be told anything."
                    + " Set it to those that may, as https://hooks.example.com, for all servers and commands.");
        }
        try {
            if (!allowed.allows(url)) {
                throw invalid(
                        "The address leads to a server that usher.webhooks.allowed does not name: scheme, host and"
                                + " port must be those of one of its entries.");
            }
        } catch (OutboundRefusedException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireEnabled(Webhook webhook) {
        webhook.disabled().ifPresent(disabled -> {
            throw conflict("The webhook is disabled: " + disabled.reason().sentence() + ". Enable it first.");
        });
    }

    private String newId() {
        return "whk_" + RandomText.of(random, ID_LENGTH, RandomText.LETTERS_AND_DIGITS);
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ProblemType.INVALID_REQUEST, message);
    }

    private static ProblemException conflict(String message) {
        return new ProblemException(ProblemType.WEBHOOK_CONFLICT, message);
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(ProblemType.WEBHOOK_NOT_FOUND, "There is no webhook " + id + ".");
    }

    private static ProblemException unknownDelivery(String id) {
        return new ProblemException(ProblemType.DELIVERY_NOT_FOUND, "There is no delivery " + id + " of this webhook.");
    }
}

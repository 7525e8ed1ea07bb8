package dev.usher.app.notice;

import dev.usher.app.notice.Delivery.Position;
import java.util.List;
import java.util.Optional;

/** What webhooks were told, or will be. Shared by all threads. */
interface Deliveries {

    /** The event of a notice that tells of nothing. */
    String TEST = "webhook.test";

    /** Newest first. */
    List<Delivery> page(String webhookId, Optional<Position> after, int limit);

    Optional<Delivery> find(String webhookId, String id);

    /** Writes a notice down that tells of nothing. */
    Delivery insertTest(String webhookId);

    /** Makes a notice due at once, with all its attempts before it. Whether there is such a notice. */
    boolean resend(String webhookId, String id);
}

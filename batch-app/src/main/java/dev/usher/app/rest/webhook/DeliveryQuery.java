package dev.usher.app.rest.webhook;

import dev.usher.app.notice.Delivery;
import dev.usher.app.notice.Delivery.Position;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.answer.Moment;
import dev.usher.app.rest.body.QueryValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query parameters of a page of deliveries, as they were sent. */
record DeliveryQuery(@Nullable String from, String take) {

    private static final int MOST = 100;

    /** @throws ApiException if {@code from} is not what the page before said */
    Optional<Position> after() {
        return Optional.ofNullable(from).map(DeliveryQuery::position);
    }

    /** @throws ApiException if it is no number from 1 to 100 */
    int limit() {
        return QueryValue.integer("take", take, 1, MOST);
    }

    /** Where the page after this delivery begins. */
    static String cursor(Delivery last) {
        var text = last.createdAt() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Position position(String cursor) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            return new Position(Moment.parse(parts[0]), WebhookIds.requireDelivery(parts.length == 2 ? parts[1] : ""));
        } catch (IllegalArgumentException | DateTimeException | ApiException e) {
            throw ApiException.invalidQuery("This is not the next of a page", "from");
        }
    }
}

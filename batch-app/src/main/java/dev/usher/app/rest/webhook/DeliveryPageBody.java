package dev.usher.app.rest.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.app.notice.DeliveryView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of deliveries, newest first.
 *
 * @param next what to ask for as {@code from}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryPageBody(
        List<DeliveryView> deliveries, @Nullable String next) {}

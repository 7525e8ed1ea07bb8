package dev.usher.app.rest.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of deliveries, newest first.
 *
 * @param next what to ask for as {@code from}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryPageBody(
        List<DeliveryBody> deliveries, @Nullable String next) {}

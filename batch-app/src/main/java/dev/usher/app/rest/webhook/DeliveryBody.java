package dev.usher.app.rest.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.app.notice.Delivery;
import dev.usher.app.notice.GivenUpReason;
import dev.usher.app.rest.answer.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a webhook was told, or will be. What is not known is absent.
 *
 * @param id the {@code webhook-id} of every attempt
 * @param jobId absent of a test
 * @param state {@code waiting}, {@code delivered} or {@code given_up}
 * @param reason why it was given up
 * @param attempts first to last
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryBody(
        String id,
        String event,
        @Nullable String jobId,
        String state,
        @Nullable String reason,
        String createdAt,
        @Nullable String nextAttemptAt,
        List<Attempt> attempts) {

    static DeliveryBody of(Delivery delivery) {
        return new DeliveryBody(
                delivery.id(),
                delivery.event(),
                delivery.jobId().orElse(null),
                delivery.state().literal(),
                delivery.reason().map(GivenUpReason::literal).orElse(null),
                Moment.text(delivery.createdAt()),
                delivery.nextAttemptAt().map(Moment::text).orElse(null),
                delivery.attempts().stream().map(Attempt::of).toList());
    }

    /**
     * One attempt.
     *
     * @param status of the answer; absent if there was none
     * @param failure why it failed; absent if the receiver took the notice
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            int number,
            String startedAt,
            long durationMs,
            @Nullable Integer status,
            @Nullable String failure) {

        static Attempt of(Delivery.Attempt attempt) {
            var status = attempt.status();
            return new Attempt(
                    attempt.number(),
                    Moment.text(attempt.startedAt()),
                    attempt.durationMs(),
                    status.isPresent() ? status.getAsInt() : null,
                    attempt.failure().orElse(null));
        }
    }
}

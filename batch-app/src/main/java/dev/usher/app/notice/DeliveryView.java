package dev.usher.app.notice;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a webhook was told, or will be; as JSON, of a command too, it is the document of the REST API. What is not known is
 * absent.
 *
 * @param id the {@code webhook-id} of every attempt
 * @param jobId absent of a test
 * @param state {@code waiting}, {@code delivered} or {@code given_up}
 * @param reason why it was given up
 * @param attempts first to last
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        String id,
        String event,
        @Nullable String jobId,
        String state,
        @Nullable String reason,

        @JsonFormat(pattern = WebhookView.MOMENT, timezone = "UTC")
        Instant createdAt,

        @JsonFormat(pattern = WebhookView.MOMENT, timezone = "UTC") @Nullable
        Instant nextAttemptAt,

        List<Attempt> attempts) {

    public static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id(),
                delivery.event(),
                delivery.jobId().orElse(null),
                delivery.state().literal(),
                delivery.reason().map(GivenUpReason::literal).orElse(null),
                delivery.createdAt(),
                delivery.nextAttemptAt().orElse(null),
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
    public record Attempt(
            int number,

            @JsonFormat(pattern = WebhookView.MOMENT, timezone = "UTC")
            Instant startedAt,

            long durationMs,
            @Nullable Integer status,
            @Nullable String failure) {

        static Attempt of(Delivery.Attempt attempt) {
            var status = attempt.status();
            return new Attempt(
                    attempt.number(),
                    attempt.startedAt(),
                    attempt.durationMs(),
                    status.isPresent() ? status.getAsInt() : null,
                    attempt.failure().orElse(null));
        }
    }
}

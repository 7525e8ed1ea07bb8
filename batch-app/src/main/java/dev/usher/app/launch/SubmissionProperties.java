package dev.usher.app.launch;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What jobs are taken on.
 *
 * @param maxActiveImports how many imports may wait or run on the servers of a database; 0 for any number
 * @param idempotencyKeyLife how long a key counts, from the job it made on
 */
@Validated
@ConfigurationProperties("usher.launch")
public record SubmissionProperties(
        @DefaultValue("0") @Min(0) int maxActiveImports,
        @DefaultValue("24h") Duration idempotencyKeyLife) {

    public SubmissionProperties {
        if (idempotencyKeyLife.isNegative()) {
            throw new IllegalArgumentException("usher.launch.idempotency-key-life must not be negative");
        }
    }
}

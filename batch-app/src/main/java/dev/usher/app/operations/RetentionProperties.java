package dev.usher.app.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long is kept what a job leaves behind, counted from its end.
 *
 * @param restart staged rows and copied input of a failed or stopped job; after that it can't be restarted any more
 * @param errors row errors and warnings
 */
@Validated
@ConfigurationProperties("usher.retention")
public record RetentionProperties(
        @DefaultValue("7d") Duration restart,
        @DefaultValue("30d") Duration errors) {

    public RetentionProperties {
        if (restart.isNegative() || errors.isNegative()) {
            throw new IllegalArgumentException("usher.retention.* must not be negative");
        }
    }
}

package dev.usher.app.launch;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who owns a job for how long, and how patient a job is with its database.
 *
 * @param lease a node that has shown no sign of life for this long loses its jobs
 * @param heartbeat how often a node shows a sign of life; well below {@code lease}
 * @param databasePatience how long a job waits for a database that went away before it fails
 * @param retriesWithoutProgress how often a job is tried again after a passing failure without a chunk committed since
 */
@Validated
@ConfigurationProperties("usher.launch")
public record LaunchProperties(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("5m") Duration databasePatience,
        @DefaultValue("5") @Min(0) int retriesWithoutProgress) {

    public LaunchProperties {
        if (heartbeat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("usher.launch.heartbeat (" + heartbeat
                    + ") must be at most half of usher.launch.lease (" + lease + ")");
        }
    }
}

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

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);

    public LaunchProperties {
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException(
                    "usher.launch.lease is " + lease + "; it must be at least 1s and at most 1d");
        }
        if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0) {
            throw new IllegalArgumentException(
                    "usher.launch.heartbeat is " + heartbeat + "; it must be at least 100ms");
        }
        if (heartbeat.compareTo(lease.dividedBy(2)) > 0) {
            throw new IllegalArgumentException("usher.launch.heartbeat (" + heartbeat
                    + ") must be at most half of usher.launch.lease (" + lease + ")");
        }
    }
}

package dev.usher.jobs.exporting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How an export uses the machine.
 *
 * @param workers how many chunks are written at the same time; 0 for one per processor, at most 8
 * @param chunkUsers how many users one transaction writes
 * @param deltaMargin how much earlier an export of changes asks than the oldest transaction began: a session has its time
 *     a moment before others can see that it has begun, and may be held up just then
 */
@Validated
@ConfigurationProperties("usher.export")
public record UserExportProperties(
        @DefaultValue("0") @Min(0) @Max(64) int workers,
        @DefaultValue("25000") @Min(1) int chunkUsers,
        @DefaultValue("10s") Duration deltaMargin) {

    public UserExportProperties {
        if (deltaMargin.isNegative()) {
            throw new IllegalArgumentException("usher.export.delta-margin must not be negative");
        }
    }

    /** The number of workers, counted out if it was left open. */
    public int workerCount() {
        return workers > 0 ? workers : Math.min(8, Runtime.getRuntime().availableProcessors());
    }
}

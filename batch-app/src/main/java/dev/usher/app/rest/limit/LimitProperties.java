package dev.usher.app.rest.limit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How often this server may be asked; each server counts for itself.
 *
 * @param requestsPerSecond by each client in the long run, and for profiles of users who are logged in by each address; 0 for as
 *     often as it likes
 * @param requestsAtOnce the same in a burst
 * @param tokensPerSecond by each address in the long run; 0 for as often as it likes
 * @param tokensAtOnce by each address in a burst
 * @param bodySize the largest body that is no file
 */
@Validated
@ConfigurationProperties("usher.limit")
public record LimitProperties(
        @DefaultValue("100") @Min(0) int requestsPerSecond,
        @DefaultValue("200") @Min(1) int requestsAtOnce,
        @DefaultValue("10") @Min(0) int tokensPerSecond,
        @DefaultValue("50") @Min(1) int tokensAtOnce,
        @DefaultValue("1MB") DataSize bodySize) {}

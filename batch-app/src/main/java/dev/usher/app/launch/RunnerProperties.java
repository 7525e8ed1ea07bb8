package dev.usher.app.launch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a server runs jobs.
 *
 * @param concurrentJobs how many at the same time
 * @param maxTakeovers how often a job is taken over from a lost owner without a chunk committed in between
 */
@Validated
@ConfigurationProperties("usher.launch")
public record RunnerProperties(
        @DefaultValue("2") @Min(1) @Max(32) int concurrentJobs,
        @DefaultValue("3") @Min(0) int maxTakeovers) {}

package dev.usher.app.operations;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long is kept what a job leaves behind, counted from its end.
 *
 * @param restart staged rows and copied input of a failed or stopped job; after that it can't be restarted any more
 * @param errors row errors and warnings
 * @param exports files of exports that are fetched over HTTP
 * @param jobs jobs that have ended, with all that is left of them; null for ever
 * @param notices webhooks' notices and mails that were delivered or given up, counted from then on
 * @param interval how often a server looks for what has served its time; every process does after a job
 */
@Validated
@ConfigurationProperties("usher.retention")
public record RetentionProperties(
        @DefaultValue("7d") Duration restart,
        @DefaultValue("30d") Duration errors,
        @DefaultValue("7d") Duration exports,
        @Nullable Duration jobs,
        @DefaultValue("30d") Duration notices,
        @DefaultValue("10m") Duration interval) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    public RetentionProperties {
        if (restart.isNegative()
                || errors.isNegative()
                || exports.isNegative()
                || notices.isNegative()
                || (jobs != null && jobs.isNegative())) {
            throw new IllegalArgumentException("usher.retention.* must not be negative");
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("usher.retention.interval is " + interval + "; it must be at least 1s");
        }
    }
}

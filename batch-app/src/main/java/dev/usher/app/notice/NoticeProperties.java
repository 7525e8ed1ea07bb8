package dev.usher.app.notice;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How servers send notices.
 *
 * @param interval how often a server looks for notices that are due
 * @param attemptTimeout how long an attempt to tell a webhook may take
 * @param retryAfter how long to wait after each failure; after one more the notice is given up. The default is what Standard
 *     Webhooks recommends
 */
@ConfigurationProperties("usher.notices")
public record NoticeProperties(
        @DefaultValue("1s") Duration interval,
        @DefaultValue("15s") Duration attemptTimeout,

        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> retryAfter) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    public NoticeProperties {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("usher.notices.interval is " + interval + "; it must be at least 10ms");
        }
        if (attemptTimeout.compareTo(SHORTEST_TIMEOUT) < 0 || attemptTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("usher.notices.attempt-timeout is " + attemptTimeout
                    + "; it must be at least 100ms and at most 1m");
        }
        if (retryAfter.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("usher.notices.retry-after must not be negative");
        }
        retryAfter = List.copyOf(retryAfter);
    }

    /**
     * After that an attempt of which nothing was noted counts as lost. Twice the time that it may take, and some for the
     * look-up of a name, which nothing cuts short.
     */
    Duration claim() {
        return attemptTimeout.multipliedBy(2).plusSeconds(15);
    }
}

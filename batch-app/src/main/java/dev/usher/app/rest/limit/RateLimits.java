package dev.usher.app.rest.limit;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.security.ErrorWriter;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One limit for each of many callers; shared by all requests. Those who have not been seen for the longest time are
 * forgotten when there are too many, so that made-up callers cost no memory.
 */
final class RateLimits {

    private static final int MOST_CALLERS = 10_000;

    private final int perSecond;
    private final int atOnce;
    private final Clock clock;
    private final ErrorWriter errors;
    private final Map<String, Bucket> buckets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    });

    /** @param perSecond 0 for no limit */
    RateLimits(int perSecond, int atOnce, Clock clock, ErrorWriter errors) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.clock = clock;
        this.errors = errors;
    }

    /**
     * Counts a request and tells the caller what is left; answers it if nothing is.
     *
     * @return whether it may go on
     */
    boolean admit(String caller, HttpServletResponse response) throws IOException {
        if (perSecond == 0) {
            return true;
        }
        var probe = buckets.computeIfAbsent(caller, key -> newBucket()).tryConsumeAndReturnRemaining(1);
        response.setHeader("X-RateLimit-Limit", String.valueOf(atOnce));
        response.setHeader("X-RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", String.valueOf(epochSecondIn(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            refuse(response, probe);
        }
        return probe.isConsumed();
    }

    private void refuse(HttpServletResponse response, ConsumptionProbe probe) throws IOException {
        refuse(response, roundedUp(probe.getNanosToWaitForRefill()));
    }

    /** For a reason that is over in a moment. */
    void refuse(HttpServletResponse response) throws IOException {
        refuse(response, 1);
    }

    private void refuse(HttpServletResponse response, long seconds) throws IOException {
        response.setHeader("Retry-After", String.valueOf(seconds));
        errors.write(response, ErrorBody.of(429, "Global limit has been reached", "too_many_requests"));
    }

    private long epochSecondIn(long nanos) {
        return clock.instant().getEpochSecond() + roundedUp(nanos);
    }

    private static long roundedUp(long nanos) {
        return Duration.ofNanos(nanos).plusSeconds(1).minusNanos(1).toSeconds();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(atOnce)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build())
                .build();
    }
}

package dev.usher.app.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure. Up to a tenth longer or shorter than it says, so that what failed together does not come
 * again together.
 */
record RetrySchedule(List<Duration> retryAfter, RandomGenerator random) {

    private static final double LEAST = 0.9;
    private static final double MOST = 1.1;

    /**
     * @param failures how many there were before this one
     * @return empty if this was one too many
     */
    Optional<Duration> next(int failures) {
        if (failures >= retryAfter.size()) {
            return Optional.empty();
        }
        double millis = retryAfter.get(failures).toMillis() * random.nextDouble(LEAST, MOST);
        return Optional.of(Duration.ofMillis(Math.round(millis)));
    }
}

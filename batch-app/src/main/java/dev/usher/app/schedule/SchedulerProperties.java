package dev.usher.app.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How servers fire schedules.
 *
 * @param grace a firing that is later than this counts as missed
 * @param look how often a server looks for changes and for firings that no alarm rang for
 * @param keepDeletions how long is known which users were deleted; an export of changes that was made before takes all users
 * @param keepRuns how long is kept what became of firings; the newest thirty of a schedule stay
 */
@ConfigurationProperties("usher.scheduler")
public record SchedulerProperties(
        @DefaultValue("1m") Duration grace,
        @DefaultValue("5s") Duration look,
        @DefaultValue("90d") Duration keepDeletions,
        @DefaultValue("90d") Duration keepRuns) {

    /** By so much an export may run later than it was submitted, which is when it is judged whether they are known. */
    private static final Duration SUBMITTED_BEFORE = Duration.ofDays(1);

    public SchedulerProperties {
        if (grace.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("usher.scheduler.grace is " + grace + "; it must be at least 1s");
        }
        if (look.compareTo(Duration.ofMillis(100)) < 0 || look.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "usher.scheduler.look is " + look + "; it must be at least 100ms and at most 1m");
        }
        if (keepRuns.isNegative() || keepDeletions.isNegative()) {
            throw new IllegalArgumentException("usher.scheduler.keep-* must not be negative");
        }
    }

    /** How long deletions are not removed. */
    Duration keepDeletionsForSure() {
        return keepDeletions.plus(SUBMITTED_BEFORE);
    }
}

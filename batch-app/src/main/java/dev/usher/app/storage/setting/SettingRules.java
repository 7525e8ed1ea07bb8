package dev.usher.app.storage.setting;

import dev.usher.jobs.external.FetchLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** What holds for the settings of more than one type of store. */
final class SettingRules {

    private static final Pattern MARKER = Pattern.compile("\\.[A-Za-z0-9_-]{1,20}");
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

    private SettingRules() {}

    static FetchLimits limits(DataSize maxSize, Duration maxTime) {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("max-size must be at least 1B");
        }
        if (maxTime.toSeconds() < 1) {
            throw new IllegalArgumentException("max-time must be at least 1s");
        }
        return new FetchLimits(maxSize.toBytes(), maxTime);
    }

    static Optional<String> marker(String marker) {
        if (!marker.isEmpty() && !MARKER.matcher(marker).matches()) {
            throw new IllegalArgumentException(
                    "marker is what is added to the name of a complete file, as .done: a dot and letters or digits");
        }
        return Optional.of(marker).filter(m -> !m.isEmpty());
    }

    static Duration stableFor(Duration stableFor) {
        if (stableFor.isNegative() || stableFor.compareTo(LONGEST_LOOK) > 0) {
            throw new IllegalArgumentException("stable-for must be from 0s to 10m");
        }
        return stableFor;
    }

    static String require(String setting, String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(setting + " is missing: " + what);
        }
        return value;
    }
}

package dev.usher.app.rest.answer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as the API writes them: UTC, with exactly three digits of a second. */
public final class Moment {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Moment() {}

    public static String text(Instant moment) {
        return FORMAT.format(moment);
    }
}

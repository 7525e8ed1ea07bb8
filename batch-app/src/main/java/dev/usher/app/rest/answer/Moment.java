package dev.usher.app.rest.answer;

import java.time.DateTimeException;
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

    /** @throws DateTimeException if the text is no moment of the years 1 to 9999 */
    public static Instant parse(String text) {
        var moment = Instant.parse(text);
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("no year of four digits");
        }
        return moment;
    }

    public static String text(Instant moment) {
        return FORMAT.format(moment);
    }
}

package dev.usher.app.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and foreign text as people read them. */
public final class Texts {

    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Texts() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 row}, {@code 2 rows}. */
    public static String rows(long number) {
        return count(number) + (number == 1 ? " row" : " rows");
    }

    /** {@code 0.8 s}, {@code 1:05}, {@code 2:00:07}. */
    public static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
        return seconds < HOUR
                ? String.format(Locale.ROOT, "%d:%02d", seconds / MINUTE, seconds % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    }

    /** {@code 2026-01-31 23:59:59Z}. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** A file's name; {@code stream} says what {@code -} stands for. */
    static String file(String name, String stream) {
        return "-".equals(name) ? stream : printable(name);
    }

    /** Text from a file or a database without what a terminal would obey. */
    public static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

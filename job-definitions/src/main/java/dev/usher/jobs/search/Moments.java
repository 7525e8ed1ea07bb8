package dev.usher.jobs.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time that a date of a query stands for: a year, a month, a day, down to the last digit that is written.
 *
 * @param from its first moment
 * @param until the first moment after it
 */
record Moments(OffsetDateTime from, OffsetDateTime until) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
            + "(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?");

    private static final TemporalUnit[] UNITS = {
        ChronoUnit.YEARS, ChronoUnit.MONTHS, ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS
    };

    private static final int FRACTION = 7;
    private static final int ZONE = 8;

    /** Empty if the text is no date, or one before the year 1. Without a zone it is UTC. */
    static Optional<Moments> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            var from = first(matcher.toMatchResult());
            return from.getYear() < 1 ? Optional.empty() : Optional.of(new Moments(from, next(matcher, from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime first(MatchResult text) {
        var day = LocalDate.of(number(text.group(1), 1), number(text.group(2), 1), number(text.group(3), 1));
        return LocalDateTime.of(day.getYear(), day.getMonth(), day.getDayOfMonth(), 0, 0)
                .withHour(number(text.group(4), 0))
                .withMinute(number(text.group(5), 0))
                .withSecond(number(text.group(6), 0))
                .withNano(nanos(text.group(FRACTION)))
                .atOffset(text.group(ZONE) == null ? ZoneOffset.UTC : ZoneOffset.of(text.group(ZONE)));
    }

    private static OffsetDateTime next(MatchResult text, OffsetDateTime from) {
        var fraction = text.group(FRACTION);
        if (fraction != null) {
            return from.plusNanos(nanos("0".repeat(fraction.length() - 1) + "1"));
        }
        int last = 6;
        while (text.group(last) == null) {
            last--;
        }
        return from.plus(1, UNITS[last - 1]);
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    }
}

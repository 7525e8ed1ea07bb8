package dev.usher.app.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may stand in a cron expression: Quartz takes more, and ignores what it does not understand. */
final class CronSyntax {

    /** As for Quartz: other white space stands in a field, where it is wrong. */
    private static final String BETWEEN = "[ \\t]+";

    private static final String MINUTE = "[0-5]?\\d";
    private static final String MINUTES = "0?[1-9]|[1-5]\\d";
    private static final String HOUR = "[01]?\\d|2[0-3]";
    private static final String HOURS = "0?[1-9]|1\\d|2[0-3]";
    private static final String DAY = "0?[1-9]|[12]\\d|3[01]";
    private static final String MONTH = "0?[1-9]|1[0-2]";
    private static final String WEEKDAY = "0?[1-7]";

    /** No longer than that: Quartz keeps each number of a range. */
    private static final String YEAR = "\\d{4}";

    private static final String YEARS = "[1-9]\\d?";

    private static final String NAMES = "[A-Z]{3}(-[A-Z]{3})?";

    /**
     * One of the fields.
     *
     * @param element what stands alone or between commas
     * @param alone what stands alone only
     */
    private record Field(String name, Pattern element, Pattern alone) {

        Field(String name, String element) {
            this(name, element, element);
        }

        Field(String name, String element, String alone) {
            this(name, Pattern.compile(element), Pattern.compile(alone));
        }

        Optional<String> wrong(String text) {
            if (alone.matcher(text).matches()) {
                return Optional.empty();
            }
            return Stream.of(text.split(",", -1))
                    .filter(part -> !element.matcher(part).matches())
                    .findFirst()
                    .map(part -> "'" + part + "' can't be one of its " + name);
        }
    }

    private static final List<Field> FIELDS = List.of(
            new Field("seconds", numbers(MINUTE, MINUTES)),
            new Field("minutes", numbers(MINUTE, MINUTES)),
            new Field("hours", numbers(HOUR, HOURS)),
            new Field("days of the month", numbers(DAY, DAY) + "|L(-\\d{1,2})?W?|[1-9]\\d?W", "\\?"),
            new Field("months", numbers(MONTH, MONTH) + "|" + NAMES),
            new Field("days of the week", numbers(WEEKDAY, WEEKDAY) + "|" + NAMES, "\\?|L|([1-7]|[A-Z]{3})(L|#[1-5])"),
            new Field("years", numbers(YEAR, YEARS)));

    private CronSyntax() {}

    /** Within bounds: 99 and 98 are what Quartz itself writes for * and ?, and a longer step never comes to its end. */
    private static String numbers(String number, String step) {
        var range = "(" + number + ")(-(" + number + "))?";
        return "\\*|" + range + "|(\\*|" + range + ")?/(" + step + ")";
    }

    static String[] fields(String cron) {
        return cron.strip().split(BETWEEN, -1);
    }

    /** What nobody could mean by an expression; empty also if it is wrong in another way. */
    static Optional<String> wrong(String cron) {
        var texts = fields(cron.toUpperCase(Locale.ROOT));
        for (int i = 0; i < Math.min(texts.length, FIELDS.size()); i++) {
            var wrong = FIELDS.get(i).wrong(texts[i]);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }
}

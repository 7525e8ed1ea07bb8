package dev.usher.app.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may stand in a cron expression: Quartz takes more, and ignores what it does not understand. */
final class CronSyntax {

    /** As long as years are: Quartz keeps each number of a range, and a range of years has no end. */
    private static final String RANGE = "\\d{1,4}(-\\d{1,4})?";

    private static final String NUMBERS = "\\*|" + RANGE + "|(\\*|" + RANGE + ")?/0*[1-9]\\d{0,3}";
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
            new Field("seconds", NUMBERS),
            new Field("minutes", NUMBERS),
            new Field("hours", NUMBERS),
            new Field("days of the month", NUMBERS + "|L(-\\d{1,2})?W?|[1-9]\\d?W", "\\?"),
            new Field("months", NUMBERS + "|" + NAMES),
            new Field("days of the week", NUMBERS + "|" + NAMES, "\\?|L|([1-7]|[A-Z]{3})(L|#[1-5])"),
            new Field("years", NUMBERS));

    private CronSyntax() {}

    /** What nobody could mean by an expression; empty also if it is wrong in another way. */
    static Optional<String> wrong(String cron) {
        var texts = cron.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        for (int i = 0; i < Math.min(texts.length, FIELDS.size()); i++) {
            var wrong = FIELDS.get(i).wrong(texts[i]);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }
}

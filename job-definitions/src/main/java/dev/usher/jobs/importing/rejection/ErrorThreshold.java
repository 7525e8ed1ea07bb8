package dev.usher.jobs.importing.rejection;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** How many rejected rows are too many: a count, or a percentage of all rows. */
public sealed interface ErrorThreshold {

    boolean exceededBy(long rejected, long total);

    /** More than {@code rows} is too many; 0 takes none. */
    record Count(long rows) implements ErrorThreshold {
        public Count {
            if (rows < 0) {
                throw new IllegalArgumentException("must not be negative");
            }
        }

        @Override
        public boolean exceededBy(long rejected, long total) {
            return rejected > rows;
        }
    }

    /** More than {@code percent} of all rows is too many; between 0 and 100. */
    record Percentage(BigDecimal percent) implements ErrorThreshold {
        public Percentage {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException("must lie between 0 and 100");
            }
        }

        @Override
        public boolean exceededBy(long rejected, long total) {
            return BigDecimal.valueOf(rejected)
                            .scaleByPowerOfTen(2)
                            .compareTo(percent.multiply(BigDecimal.valueOf(total)))
                    > 0;
        }
    }

    /** @throws IllegalArgumentException with a sentence that says what is expected */
    static ErrorThreshold parse(String text) {
        if (!Parsing.FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number of rows such as 100 nor a percentage such as 2.5%.");
        }
        try {
            return text.endsWith("%")
                    ? new Percentage(new BigDecimal(text.substring(0, text.length() - 1)))
                    : new Count(Long.parseLong(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' can't limit the number of rejected rows: it is out of range.", e);
        }
    }

    /** How a threshold is written. */
    final class Parsing {
        private static final Pattern FORM = Pattern.compile("\\d{1,18}|\\d{1,3}(\\.\\d{1,6})?%");

        private Parsing() {}
    }
}

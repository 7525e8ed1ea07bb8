package dev.usher.app.cli;

import dev.usher.jobs.csv.CsvEscape;
import java.util.Locale;

/** The ways to escape CSV as they are typed. */
final class CsvModes {

    private CsvModes() {}

    static CsvEscape escape(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "auth0" -> CsvEscape.AUTH0;
            case "formula" -> CsvEscape.FORMULA;
            case "none" -> CsvEscape.NONE;
            default -> throw new UsageException("--csv-escape takes auth0, formula or none, not '" + typed + "'.");
        };
    }
}

package dev.usher.app.cli;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is written. */
final class OutputOptions {

    private static final Pattern CSV_NAME = Pattern.compile("(?i).*\\.csv(\\.gz)?");
    private static final Pattern GZIP_NAME = Pattern.compile("(?i).*\\.gz");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ndjson or csv (default: csv if the file is called so, else ndjson).")
    @Nullable
    String format;

    @Option(
            names = "--csv-escape",
            paramLabel = "MODE",
            description =
                    "How a CSV file keeps spreadsheets from reading texts as formulas: auth0 (an apostrophe before"
                            + " every text), formula (only where needed) or none (default: auth0; with --all-fields none).")
    @Nullable
    String escape;

    Format format(String fileName) {
        if (format == null) {
            return CSV_NAME.matcher(fileName).matches() ? Format.CSV : Format.NDJSON;
        }
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "ndjson", "jsonl" -> Format.NDJSON;
            case "csv" -> Format.CSV;
            case "json" ->
                throw new UsageException("An export writes no JSON array: use --format ndjson, one object a line.");
            default -> throw new UsageException("There is no format '" + format + "'. Use ndjson or csv.");
        };
    }

    static boolean isPacked(String fileName) {
        return GZIP_NAME.matcher(fileName).matches();
    }

    CsvEscape escape(Format chosen, boolean allFields) {
        if (escape == null) {
            return allFields ? CsvEscape.NONE : CsvEscape.AUTH0;
        }
        if (chosen != Format.CSV) {
            throw new UsageException("--csv-escape is for CSV files: add --format csv, or leave it out.");
        }
        return CsvModes.escape(escape);
    }
}

package dev.usher.app.cli;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is written. */
final class OutputOptions {

    private static final Pattern CSV_NAME = Pattern.compile("(?is).*\\.csv(\\.gz)?");
    private static final Pattern NDJSON_NAME = Pattern.compile("(?is).*\\.(ndjson|jsonl|json)(\\.gz)?");

    /** With a dot before the {@code .gz}, but for the one that hides a file. */
    private static final Pattern ENDING = Pattern.compile("(?is)(.*/)?[^/]+\\.(?!gz$)[^/]*");

    private static final Pattern GZIP_NAME = Pattern.compile("(?i).*\\.gz");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ndjson or csv (default: what the file is called; ndjson if that says nothing).")
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
            return formatOfName(fileName);
        }
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "ndjson", "jsonl" -> Format.NDJSON;
            case "csv" -> Format.CSV;
            case "json" ->
                throw new UsageException("An export writes no JSON array: use --format ndjson, one object a line.");
            default -> throw new UsageException("There is no format '" + format + "'. Use ndjson or csv.");
        };
    }

    private static Format formatOfName(String fileName) {
        if (CSV_NAME.matcher(fileName).matches()) {
            return Format.CSV;
        }
        if (ENDING.matcher(fileName).matches() && !NDJSON_NAME.matcher(fileName).matches()) {
            throw new UsageException(
                    "FILE: what its name ends in is no format of an export. Call it .ndjson, .json, .jsonl or .csv (.gz"
                            + " packs it), or say --format ndjson or --format csv.");
        }
        return Format.NDJSON;
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

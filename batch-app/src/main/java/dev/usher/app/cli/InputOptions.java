package dev.usher.app.cli;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is read. */
final class InputOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "auto, ndjson, json or csv; gzip is recognised by itself (default: ${DEFAULT-VALUE}).")
    String format = "auto";

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Of a CSV file: , ; or tab (default: recognised).")
    @Nullable
    String delimiter;

    @Option(
            names = "--map",
            paramLabel = "HEADER=FIELD",
            description =
                    "Of a CSV file: the user's field that a column holds, as in --map \"E-mail=email\"; repeatable."
                            + " Nothing after the = drops the column.")
    Map<String, String> renames = new LinkedHashMap<>();

    @Option(
            names = "--csv-escape",
            paramLabel = "MODE",
            defaultValue = "none",
            description =
                    "Of a CSV file that an export wrote: auth0 or formula takes away the apostrophes that it put in"
                            + " front of texts (default: ${DEFAULT-VALUE}).")
    String escape = "none";

    Format format() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "auto" -> Format.AUTO;
            case "ndjson", "jsonl" -> Format.NDJSON;
            case "json" -> Format.JSON;
            case "csv" -> Format.CSV;
            default -> throw new UsageException("There is no format '" + format + "'. Use auto, ndjson, json or csv.");
        };
    }

    Csv csv() {
        var isJson = format() == Format.JSON || format() == Format.NDJSON;
        var escaped = CsvModes.escape(escape);
        if (isJson && (delimiter != null || !renames.isEmpty() || escaped != CsvEscape.NONE)) {
            throw new UsageException(
                    "--delimiter, --map and --csv-escape are for CSV files, not for --format " + format + ".");
        }
        return new Csv(delimiterCharacter(), renames, escaped);
    }

    private @Nullable String delimiterCharacter() {
        if (delimiter == null) {
            return null;
        }
        return switch (delimiter) {
            case ",", "comma" -> ",";
            case ";", "semicolon" -> ";";
            case "\t", "\\t", "tab" -> "\t";
            default -> throw new UsageException("--delimiter: '" + delimiter + "' is no delimiter. Use , ; or tab.");
        };
    }
}

package dev.usher.app.cli;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.user.UserAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commands that ask for an import once more, with every option that it needs.
 *
 * @param connection its name
 * @param taken store and name of the file that was judged, which the source might not choose again; null for the source as it was given
 */
record ImportLine(
        UserImportRequest request,
        String connection,
        @Nullable String taken) {

    private static final Pattern JSON_NAME = Pattern.compile("(?i).*\\.(json|jsonl|ndjson)");
    private static final Pattern CSV_NAME = Pattern.compile("(?i).*\\.csv");

    /** For an input that turned out to be JSON. */
    ImportLine withoutCsvOptions() {
        var plain = new UserImportRequest(
                request.connectionId(),
                request.input(),
                UserImportRequest.Csv.DEFAULTS,
                request.upsert(),
                request.metadata(),
                request.upsertFields(),
                request.dryRun(),
                request.maxErrors(),
                request.errorsTo(),
                request.mirror());
        return new ImportLine(plain, connection, taken);
    }

    /** For a job that was stopped by a guard, if that was wrong. */
    String overridingGuards(boolean dryRun) {
        return again(dryRun) + " --override-guard ONCE";
    }

    boolean isOfStandardInput() {
        return input().equals(GivenFiles.STANDARD_STREAM);
    }

    /** Where the input is; of one that was uploaded only its name is known. */
    private String input() {
        var input = request.input();
        if (!input.stored()) {
            return input.path();
        }
        return input.name().isEmpty() ? GivenFiles.STANDARD_STREAM : input.name();
    }

    /** For the input itself, once it is mended. */
    String again(boolean dryRun) {
        var words = start();
        if (request.input().format() != Format.AUTO) {
            words.add("--format", literal(request.input().format()));
        }
        addRules(words);
        addMirror(words);
        if (dryRun) {
            words.add("--dry-run");
        }
        var maxErrors = request.maxErrors();
        if (maxErrors != null) {
            words.add("--max-errors", maxErrors);
        }
        var errorsTo = request.errorsTo();
        if (errorsTo != null) {
            words.add("--errors-to", errorsTo);
            if (exists(Path.of(errorsTo))) {
                words.add("--force");
            }
        }
        return words.toString();
    }

    /**
     * For a file of rejected records: lines of JSON, also where the input was an array, or CSV.
     *
     * @param csv whether the input was CSV
     */
    String ofRejects(Path rejects, boolean csv) {
        var name = String.valueOf(rejects.getFileName());
        var words = start(rejects.toString());
        // What was said about the input is said of its records as well: it was not recognised by itself.
        if (request.input().format() != Format.AUTO
                || !(csv ? CSV_NAME : JSON_NAME).matcher(name).matches()) {
            words.add("--format", literal(csv ? Format.CSV : Format.NDJSON));
        }
        addRules(words);
        return words.toString();
    }

    private static boolean exists(Path rejects) {
        return Files.exists(rejects) || Files.exists(RejectsFile.errorsBeside(rejects));
    }

    private ShellWords start(String file) {
        return new ShellWords().add("usher", "import", file, "--connection", connection);
    }

    private ShellWords start() {
        var source = request.input().source();
        if (source == null) {
            return start(input());
        }
        var words =
                new ShellWords().add("usher", "import", "--source", taken == null ? SourceOptions.text(source) : taken);
        if (source.takesAll() && taken == null) {
            words.add("--take", "all");
        }
        // Whoever asks once more wants the file, which may lie in failed/ still: without it all would seem well.
        if (source.ifUnchanged() == IfUnchanged.IMPORT) {
            words.add("--if-unchanged", "import");
        }
        return words.add("--connection", connection);
    }

    private void addRules(ShellWords words) {
        var delimiter = request.csv().delimiter();
        if (delimiter != null) {
            words.add("--delimiter", delimiter.equals("\t") ? "tab" : delimiter);
        }
        request.csv().renames().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(rename -> words.add("--map", rename.getKey() + "=" + rename.getValue()));
        if (request.csv().escape() != CsvEscape.NONE) {
            words.add("--csv-escape", literal(request.csv().escape()));
        }
        if (!request.upsert()) {
            return;
        }
        words.add("--upsert");
        if (request.metadata() != Metadata.REPLACE) {
            words.add("--metadata", literal(request.metadata()));
        }
        if (!request.upsertFields().isEmpty()) {
            words.add("--upsert-fields", names(request));
        }
    }

    /** Without what a guard let pass: that was said of one job. */
    private void addMirror(ShellWords words) {
        var mirror = request.mirror();
        if (mirror == null) {
            return;
        }
        words.add("--mirror", literal(mirror.action()));
        addIfGiven(words, "--mirror-max-users", mirror.maxUsers());
        addIfGiven(
                words,
                "--mirror-max-percent",
                mirror.maxPercent() == null ? null : mirror.maxPercent().toPlainString());
        addIfGiven(words, "--mirror-min-rows", mirror.minRows());
        addIfGiven(words, "--mirror-grace", mirror.graceRuns());
    }

    private static void addIfGiven(ShellWords words, String option, @Nullable Object value) {
        if (value != null) {
            words.add(option, value.toString());
        }
    }

    private static String names(UserImportRequest request) {
        return request.upsertFields().stream()
                .map(UserAttribute::attributeName)
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String literal(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package dev.usher.jobs.importing.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.source.CsvDialect;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.InputHints;
import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.importing.split.SplitLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads the inputs of {@code parse/spec/*.yaml} and compares rows and errors.
 *
 * <p>An expected row is {@code line:column CODE path}, several joined by {@code "; "}, or {@code ok} with the values that
 * matter. In an input, {@code «x*3»} stands for xxx; with {@code bytes: raw} each character of it is one byte.
 */
class RowReaderSpecTest {

    private static final Pattern REPEAT = Pattern.compile("«(.*?)\\*(\\d+)»", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicContainer> readsAsSpecified() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/parse/spec"))) {
            return files.sorted().map(this::specs).toList().stream();
        }
    }

    private DynamicContainer specs(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            List<Map<String, Object>> specs = new Yaml().load(reader);
            Stream<DynamicTest> tests = specs.stream()
                    .map(spec -> dynamicTest(
                            String.valueOf(spec.get("id")),
                            () -> assertTimeoutPreemptively(Duration.ofSeconds(10), () -> check(spec))));
            return dynamicContainer(file.getFileName().toString(), tests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(Map<String, Object> spec) throws IOException {
        assertThat(spec).containsKeys("id", "why", "input");
        try {
            var rows = read(spec);
            assertThat(spec.get("fails")).as("should have failed").isNull();
            assertThat(rows).isEqualTo(spec.get("rows"));
        } catch (UnreadableInputException e) {
            assertThat(e.getMessage()).contains(String.valueOf(spec.get("fails")));
        }
    }

    @SuppressWarnings("unchecked")
    private List<String> read(Map<String, Object> spec) throws IOException {
        String name = (String) spec.getOrDefault("name", "");
        Path file = Files.write(Files.createTempDirectory(folder, "spec").resolve("input"), content(spec));
        String format = (String) spec.get("format");
        String delimiter = (String) spec.get("delimiter");
        var hints = new InputHints(
                name,
                format == null ? null : InputFormat.valueOf(format),
                delimiter == null ? null : new CsvDialect(delimiter.charAt(0)));
        var renames = (Map<String, String>) spec.getOrDefault("renames", Map.of());
        var escape = CsvEscape.valueOf((String) spec.getOrDefault("escape", "NONE"));
        var records = new ReadRecords(file, hints, SplitLimits.DEFAULT, renames, escape);
        var rows = new ArrayList<String>();
        for (var read : records.all()) {
            rows.add(shown(read));
        }
        assertThat(records.scanned().records()).isEqualTo(rows.size());
        return rows;
    }

    private static byte[] content(Map<String, Object> spec) {
        String text = REPEAT.matcher(String.valueOf(spec.get("input")))
                .replaceAll(
                        m -> java.util.regex.Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
        boolean raw = "raw".equals(spec.get("bytes"));
        return text.getBytes(raw ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static String shown(ReadRecords.Read read) {
        var errors = new ArrayList<String>();
        for (int i = 0; i < read.row().errors().size(); i++) {
            RowError error = read.row().errors().get(i);
            var at = read.errorLocations().get(i);
            String path = error.path() == null ? "" : " " + error.path();
            errors.add(at.line() + ":" + at.column() + " " + error.code() + path);
        }
        return errors.isEmpty() ? "ok" + values(read) : String.join("; ", errors);
    }

    private static String values(ReadRecords.Read read) {
        String values = read.row().values().entrySet().stream()
                .map(e -> " " + e.getKey().attributeName() + "=" + shown(e.getValue()))
                .collect(Collectors.joining());
        String others = read.row().others().stream().map(o -> " ?" + o.name()).collect(Collectors.joining());
        return values + others;
    }

    private static String shown(RowValue value) {
        if (value instanceof RowValue.Text text) {
            return text.value().length() > 40 ? "text(" + text.value().length() + ")" : "'" + text.value() + "'";
        }
        if (value instanceof RowValue.Num number) {
            return number.literal();
        }
        if (value instanceof RowValue.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (value instanceof RowValue.Arr array) {
            return array.items().stream().map(RowReaderSpecTest::shown).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof RowValue.Obj object) {
            return object.members().entrySet().stream()
                    .map(e -> e.getKey() + ":" + shown(e.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return "null";
    }
}

package dev.usher.jobs.importing.row;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.ImportFailedException;
import dev.usher.jobs.testkit.Project;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published catalogue of error codes: explained by their Javadoc, shown by the sample that produces them all, and up
 * to date. That the sample does produce them is what SamplesIT tests.
 */
class RowErrorCatalogueTest {

    private static final Path SOURCE = Path.of("src/main/java/dev/usher/jobs/importing/row/RowErrorCode.java");
    private static final Path JOB_SOURCE = Path.of("src/main/java/dev/usher/jobs/importing/ImportFailedException.java");
    private static final Path SAMPLE = Project.root().resolve("samples/every-error");
    private static final Pattern CONSTANT =
            Pattern.compile("(?s)\\n(\\n)?    /\\*\\*((?:(?!\\*/).)*)\\*/\\s*([A-Z][A-Z_]*)\\b");
    private static final Pattern REASON = Pattern.compile("        /\\*\\* (.*) \\*/\\n        ([A-Z][A-Z_]*)\\b");
    private static final Pattern CODE_TAG = Pattern.compile("\\{@code ([^}]*)}");
    private static final int SHOWN_BEFORE = 100;
    private static final int SHOWN = 200;

    private static final String INTRODUCTION = """
            # Error codes

            Every reason for which a row of an import is rejected. All errors of a row are reported at once; its good
            neighbours are imported. What a file may hold is told in [import-format.md](import-format.md).
            [Below](#codes-of-jobs-that-failed) stands why an import as a whole may fail.

            Each example is a row of [samples/every-error](../samples/every-error), in which every code occurs. This page
            is made from the Javadoc of `RowErrorCode`, of the reasons of jobs and from that sample; `RowErrorCatalogueTest` tells how.

            ## Codes as the Auth0 Management API has them
            """;

    private static final String OF_JOBS = """

            ## Codes of jobs that failed

            The `status_code` of an import that could not go on; its `status_details` say it in a sentence. What an import does not
            know itself: `POISONED`, its processes were lost again and again at the same point ([operations.md](operations.md#servers)).

            | code | |
            |---|---|
            """;

    @Test
    void explainsEveryReasonOfAJob() {
        assertThat(reasons())
                .containsOnlyKeys(Arrays.stream(ImportFailedException.Reason.values())
                        .map(Enum::name)
                        .toArray(String[]::new));
    }

    @Test
    void explainsEveryCode() {
        var explained = explanations();

        assertThat(explained).containsOnlyKeys(RowErrorCode.values());
        assertThat(explained.values()).allSatisfy(e -> assertThat(e.text()).endsWith("."));
    }

    @Test
    void everyCodeHasARowThatProducesIt() {
        var produced = errors().stream().map(RowErrorCatalogueTest::code).collect(toSet());

        assertThat(produced).as("codes in %s", SAMPLE).containsExactlyInAnyOrder(RowErrorCode.values());
    }

    @Test
    void catalogueIsUpToDate() throws IOException {
        var expected = Path.of("target", "error-codes.md").toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(expected.getParent()));
        Files.writeString(expected, catalogue());
        var published = Project.root().resolve("docs/error-codes.md");

        assertThat(Files.exists(published) ? Files.readString(published) : "")
                .as("docs/error-codes.md is out of date. To update it: cp %s %s", expected, published)
                .isEqualTo(catalogue());
    }

    private static String catalogue() {
        var text = new StringBuilder(INTRODUCTION);
        explanations().forEach((code, explanation) -> {
            if (explanation.beginsGroup()) {
                text.append("\n## Codes of our own\n");
            }
            text.append("\n### ").append(code).append("\n\n");
            text.append(explanation.text()).append("\n\n");
            text.append(example(code));
        });
        text.append(OF_JOBS);
        reasons()
                .forEach((code, why) -> text.append("| `")
                        .append(code)
                        .append("` | ")
                        .append(why)
                        .append(" |\n"));
        return text.toString();
    }

    /** Why a job may fail, in the order of the source. */
    private static Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        for (var constant = REASON.matcher(read(JOB_SOURCE)); constant.find(); ) {
            reasons.put(constant.group(2), constant.group(1));
        }
        return reasons;
    }

    private record Explanation(String text, boolean beginsGroup) {}

    private static Map<RowErrorCode, Explanation> explanations() {
        var explanations = new EnumMap<RowErrorCode, Explanation>(RowErrorCode.class);
        for (var constant = CONSTANT.matcher(read(SOURCE)); constant.find(); ) {
            var text =
                    constant.group(2).replaceAll("\\s*\\n\\s*\\*", " ").strip().replaceAll("\\s+", " ");
            explanations.put(
                    RowErrorCode.valueOf(constant.group(3)),
                    new Explanation(CODE_TAG.matcher(text).replaceAll("`$1`"), constant.group(1) != null));
        }
        return explanations;
    }

    /** The first row of the sample that has an error of the code. */
    private static String example(RowErrorCode code) {
        var error = errors().stream().filter(e -> code(e) == code).findFirst().orElseThrow();
        var input = error.path("input").asString();
        var line = error.path("line").asInt();
        var column = error.path("column").asInt();
        var path = error.path("path");
        return "[" + input + "](../samples/every-error/" + input + "), line " + line + ", column " + column
                + (path.isString() ? ", `" + path.asString() + "`" : "") + ":\n\n```\n"
                + excerpt(lines(SAMPLE.resolve(input)).get(line - 1), column) + "\n```\n\n> "
                + error.path("message")
                        .asString()
                        .replace("\\", "\\\\")
                        .replace("<", "\\<")
                        .replace("*", "\\*") + "\n";
    }

    private static List<JsonNode> errors() {
        return read(SAMPLE.resolve("expected-errors.ndjson"))
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static RowErrorCode code(JsonNode error) {
        return RowErrorCode.valueOf(error.path("code").asString());
    }

    /** The whole line if it is short, else what stands around the column. */
    private static String excerpt(String line, int column) {
        int from = line.length() <= SHOWN ? 0 : Math.max(0, column - SHOWN_BEFORE);
        int to = Math.min(line.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + line.substring(from, to).stripTrailing() + (to < line.length() ? "…" : "");
    }

    private static List<String> lines(Path file) {
        return Arrays.asList(read(file).split("\n", -1));
    }

    /** A byte that is no UTF-8 becomes a replacement character. */
    private static String read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".gz")) {
                try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    bytes = unpacked.readAllBytes();
                }
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

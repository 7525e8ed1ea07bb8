package dev.usher.jobs.exporting.format;

import static dev.usher.jobs.exporting.format.AUser.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.FieldRules;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.exporting.field.SelectedField;
import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.testkit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The fields and the examples of {@code docs/export-format.md} are those of the code. */
class ExportFormatDocTest {

    private static final Instant THEN = Instant.parse("2024-02-29T12:34:56.070Z");

    private final List<AUser> users = List.of(
            aUser().with(UserColumn.USER_ID, "auth0|1")
                    .with(UserColumn.EMAIL, "ann@example.com")
                    .with(UserColumn.EMAIL_VERIFIED, true)
                    .with(UserColumn.GIVEN_NAME, "Ann")
                    .with(UserColumn.NAME, "Ann \"Annie\" Ash")
                    .with(UserColumn.PICTURE, "https://example.org/ann.png")
                    .with(UserColumn.APP_METADATA, Map.of("roles", List.of("admin")))
                    .with(UserColumn.USER_METADATA, Map.of("age", 42, "nick", "'tis Ann"))
                    .with(UserColumn.MFA_FACTORS, List.of(Map.of("totp", Map.of("secret", "JBSWY3DPEHPK3PXP")))),
            aUser().with(UserColumn.USER_ID, "auth0|2")
                    .with(UserColumn.EMAIL, "o'hara@example.com")
                    .with(UserColumn.EMAIL_VERIFIED, false)
                    .with(UserColumn.PICTURE, "https://example.org/ohara.png")
                    .with(UserColumn.NAME, "=HYPERLINK(\"https://example.org\")"));

    private final String doc = read();

    ExportFormatDocTest() {
        users.forEach(user -> user.with(UserColumn.CREATED_AT, THEN)
                .with(UserColumn.UPDATED_AT, THEN)
                .with(UserColumn.IDENTITIES, List.of(Map.of("connection", "acme"))));
    }

    @Test
    void tableOfFieldsIsTheCatalogue() {
        assertThat(doc.lines()
                        .filter(line -> line.startsWith("| `"))
                        .limit(UserColumn.values().length)
                        .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1))))
                .containsExactlyElementsOf(Arrays.stream(UserColumn.values())
                        .map(ExportFormatDocTest::row)
                        .toList());
    }

    @Test
    void defaultFieldsAreThoseOfTheCode() {
        var names = FieldSelection.defaults().fields().stream()
                .map(SelectedField::outputName)
                .collect(Collectors.joining("`, `", "`", "`"));

        assertThat(doc.replace('\n', ' ')).contains("Without a choice: " + names + ", in this order");
    }

    @Test
    void examplesAreWhatIsWritten() {
        var defaults = FieldSelection.defaults();
        var chosen = FieldSelection.of(
                List.of(
                        ExportField.named("user_id"),
                        ExportField.named("name"),
                        ExportField.named("user_metadata.nick")),
                new FieldRules(true, false));
        var all = FieldSelection.all(true);

        assertThat(doc)
                .contains(block("json", new NdjsonUserFormat(defaults), defaults))
                .contains(block("csv", new CsvUserFormat(defaults, CsvEscape.AUTH0), defaults))
                .contains(block("csv", new CsvUserFormat(chosen, CsvEscape.FORMULA), chosen))
                .contains(block("csv", new CsvUserFormat(all, CsvEscape.NONE), all));
    }

    private static String row(UserColumn column) {
        var type = switch (column.type()) {
            case JSON -> "JSON";
            case TIMESTAMP -> "time";
            default -> column.type().name().toLowerCase(Locale.ROOT);
        };
        return "| `" + column.columnName() + "` | " + type + " ";
    }

    private String block(String language, UserFormat format, FieldSelection selection) {
        var out = new TextBuffer(1024);
        format.writeHeader(out);
        users.forEach(user -> format.write(user.read(selection), out));
        return "```" + language + "\n" + out.toString().replace("\r\n", "\n") + "```\n";
    }

    private static String read() {
        try {
            return Files.readString(Project.root().resolve("docs/export-format.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

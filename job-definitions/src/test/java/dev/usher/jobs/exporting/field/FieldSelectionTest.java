package dev.usher.jobs.exporting.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.exporting.field.PathStep.Item;
import dev.usher.jobs.exporting.field.PathStep.Member;
import dev.usher.jobs.exporting.field.SelectedField.Inner;
import dev.usher.jobs.exporting.field.SelectedField.Whole;
import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {

    private static final FieldRules NDJSON = new FieldRules(false, false);
    private static final FieldRules CSV = new FieldRules(true, false);

    @Test
    void readsEachColumnOnce() {
        var selection = FieldSelection.of(
                List.of(
                        ExportField.named("user_metadata.age"),
                        ExportField.named("email"),
                        new ExportField("user_metadata.tags[1][0].x", "tag"),
                        ExportField.named("last_ip"),
                        new ExportField("email", "again")),
                CSV);

        assertThat(selection.columns()).containsExactly(UserColumn.USER_METADATA, UserColumn.EMAIL, UserColumn.LAST_IP);
        assertThat(selection.fields())
                .containsExactly(
                        new SelectedField("user_metadata.age", new Inner(0, List.of(new Member("age")))),
                        new SelectedField("email", new Whole(1, UserColumn.EMAIL)),
                        new SelectedField(
                                "tag",
                                new Inner(0, List.of(new Member("tags"), new Item(1), new Item(0), new Member("x")))),
                        new SelectedField("last_ip", new Whole(2, UserColumn.LAST_IP)),
                        new SelectedField("again", new Whole(1, UserColumn.EMAIL)));
    }

    @Test
    void writesByDefaultTheNormalisedProfile() {
        assertThat(FieldSelection.defaults().fields().stream().map(SelectedField::outputName))
                .containsExactly(
                        "user_id",
                        "given_name",
                        "family_name",
                        "nickname",
                        "name",
                        "email",
                        "email_verified",
                        "picture",
                        "identities[0].connection",
                        "created_at",
                        "updated_at");
    }

    @Test
    void writesAllThatAnImportTakes() {
        var attributes = Arrays.stream(UserAttribute.values())
                .map(UserAttribute::attributeName)
                .toList();

        assertThat(FieldSelection.all(true).fields().stream().map(SelectedField::outputName))
                .containsExactlyElementsOf(attributes);
        assertThat(FieldSelection.all(false).fields().stream().map(SelectedField::outputName))
                .hasSize(attributes.size() - 3)
                .doesNotContain("password_hash", "custom_password_hash", "mfa_factors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id",
                "last_ip",
                "logins_count",
                "multifactor[0]",
                "multifactor_last_modified",
                "last_password_reset",
                "identities",
                "identities[0].user_id",
                "app_metadata",
                "app_metadata.a.b",
                "user_metadata.a[b]"
            })
    void takesEveryExportableName(String name) {
        assertThatCode(() -> FieldSelection.of(List.of(ExportField.named(name)), NDJSON))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password            | There is no field 'password'. Fields are user_id, email,
            Email               | There is no field 'Email'.
            blocked_for         | There is no field 'blocked_for'.
            metadata.plan       | There is no field 'metadata.plan'.
            email.domain        | The field 'email.domain' reaches into email, which is a single value.
            created_at[0]       | The field 'created_at[0]' reaches into created_at, which is a single value.
            user_metadata.      | The field 'user_metadata.' has an empty step in its path.
            user_metadata..x    | The field 'user_metadata..x' has an empty step in its path.
            .x                  | The field '.x' has an empty step in its path.
            ''                  | A field's name has 1 to 100 characters, not 0.
            password_hash       | The field 'password_hash' holds credentials, which are written only by an export that
            mfa_factors[0].totp | The field 'mfa_factors[0].totp' holds credentials,
            """)
    void refusesWhatCannotBeExported(String name, String message) {
        assertThatThrownBy(() -> FieldSelection.of(List.of(ExportField.named(name)), NDJSON))
                .isInstanceOf(InvalidFieldsException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void namesNoCredentialsToThoseWhoDidNotAskForThem() {
        assertThatThrownBy(() -> FieldSelection.of(List.of(ExportField.named("x")), NDJSON))
                .message()
                .doesNotContain("password_hash", "mfa_factors");
    }

    @Test
    void writesCredentialsIfTheyAreAskedFor() {
        var fields = List.of(ExportField.named("password_hash"), ExportField.named("custom_password_hash.algorithm"));

        assertThat(FieldSelection.of(fields, new FieldRules(true, true)).columns())
                .containsExactly(UserColumn.PASSWORD_HASH, UserColumn.CUSTOM_PASSWORD_HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "app_metadata, app_metadata.plan",
        "user_metadata, user_metadata.plan",
        "identities, identities[0].connection",
        "mfa_factors, mfa_factors[0].totp.secret",
        "custom_password_hash, custom_password_hash.algorithm"
    })
    void takesNoWholeObjectsInCsv(String name, String instead) {
        assertThatThrownBy(() -> FieldSelection.of(List.of(ExportField.named(name)), new FieldRules(true, true)))
                .isInstanceOf(InvalidFieldsException.class)
                .hasMessageContaining("such as '" + instead + "'");
        assertThatCode(() -> FieldSelection.of(List.of(ExportField.named(instead)), new FieldRules(true, true)))
                .doesNotThrowAnyException();
    }

    @Test
    void takesThirtyFieldsInCsvAndAnyNumberInJson() {
        var fields = IntStream.range(0, 31)
                .mapToObj(i -> ExportField.named("user_metadata.k" + i))
                .toList();

        assertThat(FieldSelection.of(fields.subList(0, 30), CSV).fields()).hasSize(30);
        assertThat(FieldSelection.of(fields, NDJSON).fields()).hasSize(31);
        assertThatThrownBy(() -> FieldSelection.of(fields, CSV)).hasMessageContaining("at most 30 fields, not 31");
    }

    @Test
    void givesEachFieldANameOfItsOwn() {
        var fields = List.of(ExportField.named("email"), new ExportField("name", "email"));

        assertThatThrownBy(() -> FieldSelection.of(fields, NDJSON))
                .hasMessageStartingWith("Two fields would be called 'email' in the file.");
    }

    @Test
    void limitsTheLengthOfNames() {
        var longest = "x".repeat(100);

        assertThat(FieldSelection.of(List.of(new ExportField("email", longest)), CSV)
                        .fields())
                .hasSize(1);
        assertThatThrownBy(() -> FieldSelection.of(List.of(new ExportField("email", longest + "x")), CSV))
                .hasMessage("The name in the file of the field 'email' has 1 to 100 characters, not 101.");
        assertThatThrownBy(() -> FieldSelection.of(List.of(new ExportField("email", "")), CSV))
                .hasMessage("The name in the file of the field 'email' has 1 to 100 characters, not 0.");
        assertThatThrownBy(() -> FieldSelection.of(List.of(ExportField.named("user_metadata." + longest)), CSV))
                .hasMessage("A field's name has 1 to 100 characters, not 114.");
    }

    @Test
    void refusesAnEmptyList() {
        assertThatThrownBy(() -> FieldSelection.of(List.of(), CSV)).hasMessageContaining("empty");
    }
}

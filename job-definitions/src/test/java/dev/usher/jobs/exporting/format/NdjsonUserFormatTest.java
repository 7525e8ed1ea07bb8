package dev.usher.jobs.exporting.format;

import static dev.usher.jobs.exporting.format.AUser.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.FieldRules;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.profile.UserColumn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdjsonUserFormatTest {

    private static final Map<String, Object> METADATA = Map.of(
            "plan", "gold, \"premium\"",
            "age", 42,
            "tags", Arrays.asList("a: b", null, List.of(1, 2)),
            "address", Map.of("city", "Zürich", "no city", Map.of()),
            "gone", List.of());

    @Test
    void writesWhatTheUserHas() {
        var user = aUser().with(UserColumn.USER_ID, "auth0|1")
                .with(UserColumn.EMAIL, "ann@example.com")
                .with(UserColumn.EMAIL_VERIFIED, true)
                .with(UserColumn.CREATED_AT, Instant.parse("2023-01-25T17:48:15.325999Z"))
                .with(UserColumn.IDENTITIES, List.of(Map.of("connection", "acme")));

        assertThat(written(FieldSelection.defaults(), user))
                .isEqualTo("{\"user_id\":\"auth0|1\",\"email\":\"ann@example.com\",\"email_verified\":true,"
                        + "\"identities[0].connection\":\"acme\",\"created_at\":\"2023-01-25T17:48:15.325Z\"}\n");
    }

    @Test
    void writesAnEmptyObjectForAUserWithoutAnyOfTheFields() {
        assertThat(written(fields("name", "last_ip"), aUser())).isEqualTo("{}\n");
    }

    @Test
    void hasNoHeader() {
        var out = new TextBuffer(16);

        new NdjsonUserFormat(FieldSelection.defaults()).writeHeader(out);

        assertThat(out.length()).isZero();
    }

    @Test
    void writesWholeObjectsWithoutSpacesBetweenTokens() {
        var user = aUser().with(UserColumn.USER_METADATA, Map.of("a b", List.of(1, "c, d: e\\\" f")));

        assertThat(written(FieldSelection.all(false), user))
                .isEqualTo("{\"user_metadata\":{\"a b\":[1,\"c, d: e\\\\\\\" f\"]}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "user_metadata.plan         | \"gold, \\\"premium\\\"\"",
                "user_metadata.age          | 42",
                "user_metadata.tags         | [\"a: b\",null,[1,2]]",
                "user_metadata.tags[0]      | \"a: b\"",
                "user_metadata.tags[1]      | null",
                "user_metadata.tags[2][1]   | 2",
                "user_metadata.address      | {\"city\":\"Zürich\",\"no city\":{}}",
                "user_metadata.address.city | \"Zürich\"",
                "user_metadata.gone         | []",
            })
    void reachesIntoMetadata(String name, String value) {
        var user = aUser().with(UserColumn.USER_METADATA, METADATA);

        assertThat(written(fields(name), user)).isEqualTo("{\"" + name + "\":" + value + "}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "user_metadata.pla",
        "user_metadata.plans",
        "user_metadata.city",
        "user_metadata.plan.x",
        "user_metadata.age[0]",
        "user_metadata.tags[3]",
        "user_metadata.tags.x",
        "user_metadata.gone[0]",
        "user_metadata[0]",
        "user_metadata.address.no city.x",
        "app_metadata.plan"
    })
    void leavesOutWhatIsNotThere(String name) {
        var user = aUser().with(UserColumn.USER_METADATA, METADATA);

        assertThat(written(fields(name), user)).isEqualTo("{}\n");
    }

    @Test
    void findsKeysThatJsonEscapes() {
        var user = aUser().with(UserColumn.USER_METADATA, Map.of("a\"\n\u0001\\", "x"));

        assertThat(written(fields("user_metadata.a\"\n\u0001\\"), user)).endsWith(":\"x\"}\n");
    }

    @Test
    void callsAFieldAsItWasAsked() {
        var selection = FieldSelection.of(
                List.of(new ExportField("name", "Full \"name\""), new ExportField("email", "name")),
                new FieldRules(false, false));

        assertThat(written(selection, aUser().with(UserColumn.NAME, "Ann").with(UserColumn.EMAIL, "a@x.org")))
                .isEqualTo("{\"Full \\\"name\\\"\":\"Ann\",\"name\":\"a@x.org\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2000-01-01T00:00:00Z,2000-01-01T00:00:00.000Z",
        "1999-12-31T23:59:59.999999Z,1999-12-31T23:59:59.999Z",
        "1969-07-20T20:17:40.001Z,1969-07-20T20:17:40.001Z",
        "2024-02-29T12:34:56.070Z,2024-02-29T12:34:56.070Z",
        "2199-12-31T23:59:59.999Z,2199-12-31T23:59:59.999Z"
    })
    void writesTimesAsIsoDates(String at, String written) {
        var user = aUser().with(UserColumn.LAST_LOGIN, Instant.parse(at));

        assertThat(written(fields("last_login"), user)).isEqualTo("{\"last_login\":\"" + written + "\"}\n");
    }

    private static FieldSelection fields(String... names) {
        return FieldSelection.of(Arrays.stream(names).map(ExportField::named).toList(), new FieldRules(false, false));
    }

    private static String written(FieldSelection selection, AUser user) {
        var out = new TextBuffer(16);
        new NdjsonUserFormat(selection).write(user.read(selection), out);
        return out.toString();
    }
}

package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void showsWhatIsWrong() throws IOException {
        var file = write("{\"email\":\"ann@example.com\"}\n{\"email\":\"ann\"}\n");

        var typed = Typed.offline("validate", file, "--strategy=auth0");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out())
                .contains("read  valid  rejected\n   2      1         1\n", "INVALID_FORMAT     1  2\n")
                .contains("     2     2      10  INVALID_FORMAT  email  ");
    }

    @Test
    void endsWith0IfAllIsWell() throws IOException {
        var file = write("{\"email\":\"ann@example.com\"}\n");

        var typed = Typed.offline("validate", file, "--strategy=auth0", "--json");

        assertThat(typed)
                .isEqualTo(new Typed(
                        0,
                        "{\"file\":\"" + file + "\",\"rows\":1,\"valid\":1,\"rejected\":0,\"errors\":{},"
                                + "\"warnings\":{}}\n",
                        ""));
    }

    @Test
    void saysNothingOfWhatWentWellToThoseWhoWantQuiet() throws IOException {
        var right = write("{\"email\":\"ann@example.com\"}\n");
        assertThat(Typed.offline("validate", right, "--strategy=auth0", "-q")).isEqualTo(new Typed(0, "", ""));

        var wrong = write("{\"email\":\"ann\"}\n");
        assertThat(Typed.offline("validate", wrong, "--strategy=auth0", "-q").out())
                .contains("INVALID_FORMAT");
    }

    @Test
    void warnsOfIdsOfAnotherStrategy() throws IOException {
        var file = write("{\"email\":\"ann@example.com\",\"user_id\":\"google-oauth2|1\"}\n");

        assertThat(Typed.offline("validate", file, "--strategy=auth0").out())
                .contains(
                        "user_id begins with google-oauth2|, as in another connection, and got the prefix of this one in"
                                + " front of that (1 row)");
    }

    @Test
    void knowsTheRulesOfTheConnection() throws IOException {
        var file = write("{\"email\":\"ann@example.com\"}\n");

        assertThat(Typed.offline("validate", file, "--strategy=auth0", "--requires-username")
                        .exitCode())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\n"})
    void endsWith5IfThereIsNothingInTheFile(String text) throws IOException {
        var typed = Typed.offline("validate", write(text), "--strategy=auth0");

        assertThat(typed).isEqualTo(new Typed(5, "", "usher validate: The input is empty: it holds no users.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"email,name\n", "[]", "[ \n]\n"})
    void endsWith0IfThereIsNoUserInTheFile(String text) throws IOException {
        var typed = Typed.offline("validate", write(text), "--strategy=auth0", "--json");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("\"rows\":0");
    }

    @Test
    void hintsAtTextsThatAnExportEscaped() throws IOException {
        var file = write("email,name\n\"'ann@example.com\",\"'Ann\"\n");

        var typed = Typed.offline("validate", file, "--strategy=auth0", "--format=csv");

        assertThat(typed.out())
                .contains("texts begin with an apostrophe, as exports write them against formulas;"
                        + " --csv-escape auth0 (in a request: csv_escape=auth0) takes it away (1 row)");
        assertThat(Typed.offline("validate", file, "--strategy=auth0", "--format=csv", "--csv-escape=auth0")
                        .out())
                .doesNotContain("apostrophe");
    }

    @Test
    void promisesNoJob() {
        assertThat(Typed.offline("validate", "--help").out())
                .contains("5   the file as a whole can't be read")
                .doesNotContain("restart");
    }

    @Test
    void keepsFilesThatExist() throws IOException {
        var file = write("{\"email\":\"ann\"}\n");
        var errors = Files.writeString(folder.resolve("wrong.ndjson"), "mine").toString();

        assertThat(Typed.offline("validate", file, "--strategy=auth0", "--errors-to", errors)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Path.of(errors)).hasContent("mine");

        Typed.offline("validate", file, "--strategy=auth0", "--errors-to", errors, "--force");

        assertThat(Path.of(errors)).hasContent("{\"email\":\"ann\"}");
        assertThat(folder.resolve("wrong.ndjson.errors.ndjson"))
                .content()
                .startsWith("{\"record\":1,\"line\":1,\"column\":10,\"byte_offset\":9,\"code\":\"INVALID_FORMAT\","
                        + "\"path\":\"email\",\"message\":");
    }

    @Test
    void leavesOutThePathOfAnErrorOfTheWholeRecord() throws IOException {
        var file = write("null\n");
        var errors = folder.resolve("wrong.ndjson");

        Typed.offline("validate", file, "--strategy=auth0", "--format=ndjson", "--errors-to", errors.toString());

        assertThat(folder.resolve("wrong.ndjson.errors.ndjson"))
                .content()
                .contains("\"code\":\"INVALID_JSON\",\"message\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--map=Mail=email", "--delimiter=;"})
    void refusesCsvOptionsForAFileThatTurnsOutToBeJson(String option) throws IOException {
        var lines = write("{\"email\":\"ann@example.com\"}\n");

        assertThat(Typed.offline("validate", lines, "--strategy=auth0", option))
                .isEqualTo(new Typed(
                        5,
                        "",
                        "usher validate: The input is NDJSON, but it was said how to read CSV. Leave that out, or name CSV"
                                + " as its format.\n"));
        assertThat(Typed.offline("validate", write("[]"), "--strategy=auth0", option)
                        .exitCode())
                .isEqualTo(5);
        assertThat(Typed.offline("validate", write("email\n"), "--strategy=auth0", "--delimiter=;")
                        .exitCode())
                .isZero();
    }

    @Test
    void answersProgramsInJson() throws IOException {
        var typed = Typed.offline("validate", write(""), "--strategy=auth0", "--json");

        assertThat(typed)
                .isEqualTo(new Typed(
                        5,
                        "{\"error\":{\"code\":\"UNREADABLE_INPUT\",\"message\":"
                                + "\"The input is empty: it holds no users.\"}}\n",
                        "usher validate: The input is empty: it holds no users.\n"));
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("users.ndjson"), text).toString();
    }
}

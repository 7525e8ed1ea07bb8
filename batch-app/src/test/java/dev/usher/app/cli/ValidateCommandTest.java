package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void knowsTheRulesOfTheConnection() throws IOException {
        var file = write("{\"email\":\"ann@example.com\"}\n");

        assertThat(Typed.offline("validate", file, "--strategy=auth0", "--requires-username")
                        .exitCode())
                .isEqualTo(3);
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("users.ndjson"), text).toString();
    }
}

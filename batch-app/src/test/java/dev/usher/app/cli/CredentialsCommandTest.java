package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsCommandTest {

    /** Made with the salt behind the password. */
    private static final String SUFFIXED = "{\"algorithm\":\"sha1\",\"hash\":{\"value\":"
            + "\"5bf06c9219137c32dd74f5fd95a740f28df1e44d\",\"encoding\":\"hex\"},\"salt\":{\"value\":\"salt\"}}";

    @TempDir
    private Path folder;

    private String users = "";

    @BeforeEach
    void writeUsers() throws IOException {
        users = write(
                "users.ndjson",
                "{\"user_id\":\"ann\",\"email\":\"ann@example.com\",\"password_hash\":"
                        + "\"$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K\"}\n"
                        + "{\"user_id\":\"bob\",\"email\":\"bob@example.com\",\"custom_password_hash\":" + SUFFIXED
                        + "}\n");
    }

    @Test
    void endsWith0IfAllMatch() throws IOException {
        var known = write("known.csv", "email,password\nann@example.com,hello\n");

        assertThat(Typed.offline("credentials", "verify", known, "--against", users))
                .isEqualTo(new Typed(0, """
                        1 row of known passwords

                        algorithm      checked  matched  failed  refused
                        password_hash        1        1       0        0
                        """, ""));
    }

    @Test
    void saysWhatIsWrongAndNothingThatIsSecret() throws IOException {
        var known = write(
                "known.csv", "email,password\nann@example.com,hello\nbob@example.com,CANARY\neve@example.com,x\n");

        assertThat(Typed.offline("credentials", "verify", known, "--against", users, "--threads=1"))
                .isEqualTo(new Typed(3, """
                        3 rows of known passwords

                        algorithm      checked  matched  failed  refused
                        password_hash        1        1       0        0
                        sha1                 1        0       1        0

                        sha1: 1 of 1 fail; they match with salt.position "suffix"
                        1 row: no user has this user_id or e-mail address

                        line  outcome    user_id
                           3  failed     bob
                           4  not_found  -
                        """, ""));
    }

    @Test
    void answersProgramsInJson() throws IOException {
        var known = write("known.ndjson", "{\"user_id\":\"bob\",\"password\":\"CANARY\"}\n");

        assertThat(Typed.offline("credentials", "verify", known, "--against", users, "--json"))
                .isEqualTo(new Typed(
                        3,
                        "{\"rows\":1,\"algorithms\":{\"sha1\":{\"checked\":1,\"matched\":0,\"failed\":1,\"refused\":0,"
                                + "\"would_match_with\":{\"salt.position \\\"suffix\\\"\":1},\"unexplained\":0,"
                                + "\"not_searched\":0,\"refusals\":{}}},"
                                + "\"wrong_rows\":[{\"line\":1,\"user_id\":\"bob\",\"outcome\":\"failed\"}]}\n",
                        ""));
    }

    @Test
    void endsWith5IfThePasswordsCanNotBeRead() throws IOException {
        var known = write("known.csv", "email,password\nCANARY\n");

        var typed = Typed.offline("credentials", "verify", known, "--against", users, "--json");

        assertThat(typed.exitCode()).isEqualTo(5);
        assertThat(typed.out()).startsWith("{\"error\":{\"code\":\"UNREADABLE_INPUT\"");
        assertThat(typed.out() + typed.err()).contains("Line 2").doesNotContain("CANARY");
    }

    @Test
    void endsWith2IfThereIsNoSuchFile() throws IOException {
        var known = write("known.csv", "email,password\n");

        assertThat(Typed.offline("credentials", "verify", "nowhere.csv", "--against", users)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Typed.offline("credentials", "verify", known, "--against", "nowhere.ndjson")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Typed.offline("credentials", "verify", known, "--against", users, "--threads=0")
                        .exitCode())
                .isEqualTo(2);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}

package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.remote.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who asks a server, and which. */
class SignInTest extends RemoteCommands {

    @Test
    void endsWithFourIfTheServerDoesNotAllowIt() {
        server.on("GET /api/v2/jobs?take=20", FakeServer.json(403, "{\"message\": \"Insufficient scope\"}"));

        var typed = type("jobs", "list", "--json");

        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.out()).contains("\"code\":\"FORBIDDEN\"");
    }

    @Test
    void endsWithFourIfNobodyIsSignedIn() {
        var typed = Typed.type("", Map.of("USHER_SERVER", address()), NO_ENGINE, "jobs", "list");

        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.err()).contains("You are not signed in to " + address());
    }

    @Test
    void worksOnTheDatabaseIfToldSo() {
        var typed = Typed.type("", environment(), FakeEngine::new, "jobs", "list", "--local");

        assertThat(typed.exitCode()).isZero();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void signsInAndOut() throws IOException {
        server.on("GET /api/v2/jobs?take=20", FakeServer.json(200, "{\"jobs\": []}"));
        var secret = Files.writeString(folder.resolve("secret.txt"), "s3cret\n");
        var environment = Map.of("XDG_CONFIG_HOME", folder.toString());

        var login = Typed.type(
                "",
                environment,
                NO_ENGINE,
                "login",
                address(),
                "--client-id",
                "robot",
                "--client-secret-file",
                secret.toString(),
                "--profile",
                "dev");
        assertThat(login.err()).contains("Signed in");
        assertThat(login.exitCode()).isZero();
        assertThat(Typed.type("", environment, NO_ENGINE, "jobs", "list").exitCode())
                .isZero();
        assertThat(server.asked("POST /oauth/token")).hasSize(1);
        assertThat(Typed.type("", environment, NO_ENGINE, "profiles", "list").out())
                .contains("*", "dev", address(), "robot")
                .doesNotContain("s3cret");

        assertThat(Typed.type("", environment, NO_ENGINE, "logout").exitCode()).isZero();
        assertThat(Typed.type("", environment, FakeEngine::new, "jobs", "list").exitCode())
                .isZero();
        assertThat(server.asked("GET /api/v2/jobs?take=20")).hasSize(1);
    }

    @Test
    void remembersNothingIfTheSecretIsWrong() {
        server.on(
                "POST /oauth/token",
                FakeServer.json(401, "{\"error\": \"access_denied\", \"error_description\": \"Unauthorized\"}"));
        var environment = Map.of(
                "XDG_CONFIG_HOME", folder.toString(), "USHER_CLIENT_ID", "robot", "USHER_CLIENT_SECRET", "wrong");

        var typed = Typed.type("", environment, NO_ENGINE, "login", address());

        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.err()).contains("its id or secret is wrong").doesNotContain("wrong\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sendsASecretOfTheEnvironmentToNoProfile() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "s3cret\n");
        var environment =
                Map.of("XDG_CONFIG_HOME", folder.toString(), "USHER_TOKEN", "for-another", "USHER_CLIENT_ID", "x");
        var login = Typed.type(
                "",
                environment,
                NO_ENGINE,
                "login",
                address(),
                "--client-id",
                "robot",
                "--client-secret-file",
                secret.toString(),
                "--profile",
                "dev");
        assertThat(login.exitCode()).isZero();
        server.on("GET /api/v2/jobs?take=20", FakeServer.json(200, "{\"jobs\": []}"));

        Typed.type("", environment, NO_ENGINE, "jobs", "list", "--profile", "dev");
        Typed.type("", environment, NO_ENGINE, "jobs", "list");

        assertThat(server.asked("GET /api/v2/jobs?take=20"))
                .extracting(asked -> asked.headers().get("Authorization"))
                .containsExactly("Bearer token-1", "Bearer for-another");
    }
}

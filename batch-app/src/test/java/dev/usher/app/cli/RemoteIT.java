package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connections;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a real server and its database. */
class RemoteIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    @TempDir
    private Path folder;

    @Test
    void importsAndSaysWhatWasRejected() throws IOException {
        var users = Files.writeString(folder.resolve("users.ndjson"), """
                {"email": "ann@example.com", "given_name": "Ann"}
                {"email": "broken"}
                {"email": "ben@example.com"}
                """);
        var rejected = folder.resolve("rejected.ndjson");

        var typed = type("import", users.toString(), "-c", connection(), "--errors-to", rejected.toString());

        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(3);
        assertThat(typed.out())
                .contains("users.ndjson into Username-Password-Authentication, completed", "INVALID_FORMAT");
        assertThat(rejected).hasContent("{\"email\": \"broken\"}");
        assertThat(folder.resolve("rejected.ndjson.errors.ndjson")).content().contains("INVALID_FORMAT");

        var id = typed.out().substring(0, "job_0000000000000000".length());
        assertThat(type("jobs", "errors", id).out()).contains("INVALID_FORMAT", "email");
        assertThat(type("jobs", "show", id).out()).contains("INVALID_FORMAT");
        assertThat(type("jobs", "list").out()).contains(id, "users.ndjson", "completed");
        assertThat(type("jobs", "watch", id, "--json").out()).contains("\"failed\":1");
        assertThat(type("jobs", "logs", id).out()).contains("submitted", "started", "completed, 3 rows, 1 rejected");
        assertThat(type("jobs", "retry-rejected", id).exitCode()).isEqualTo(3);
        assertThat(type("jobs", "restart", id).exitCode()).isEqualTo(1);
    }

    /** Fifty megabytes. */
    @Test
    void uploadsStandardInputOfAnySize() throws IOException {
        var blanks = " ".repeat(100_000);
        var users = Files.write(folder.resolve("many.ndjson"), (Iterable<String>) () -> IntStream.range(0, 500)
                .mapToObj(i -> "{\"email\": \"user" + i + "@example.com\"" + blanks + "}")
                .iterator());

        try (var input = Files.newInputStream(users)) {
            var typed = Typed.remote(
                    input, environment(), "import", "-", "-c", connection(), "--format", "ndjson", "--json");

            assertThat(typed.exitCode()).as(typed.err()).isZero();
            assertThat(typed.out()).contains("\"inserted\":500");
        }
    }

    @Test
    void makesOneJobOfOneKey() throws IOException {
        var users = Files.writeString(folder.resolve("users.json"), "[{\"email\": \"carl@example.com\"}]");
        String[] command = {"import", users.toString(), "-c", connection(), "--idempotency-key", "night-1", "--detach"};

        var first = type(command);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(type(command).out()).isEqualTo(first.out());
        assertThat(type("jobs", "watch", first.out().strip()).exitCode()).isZero();
    }

    @Test
    void exportsIntoAFileAndToStandardOutput() throws IOException {
        var users = Files.writeString(folder.resolve("users.json"), "[{\"email\": \"dora@example.com\"}]");
        assertThat(type("import", users.toString(), "-c", connection(), "--upsert")
                        .exitCode())
                .isZero();
        var target = folder.resolve("out.ndjson");

        var typed = type("export", target.toString(), "-c", connection(), "--fields", "email=E-mail");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("to " + target + ", completed");
        assertThat(target).content().contains("{\"E-mail\":\"dora@example.com\"}");
        assertThat(type("export", "-", "--fields", "email").out()).contains("{\"email\":\"dora@example.com\"}");
        assertThat(type("export", target.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void looksAfterConnections() throws IOException {
        assertThat(type("connections", "list").out()).contains("Username-Password-Authentication");
        assertThat(type("connections", "create", "acme", "--strategy", "auth0", "--username-length", "2..20")
                        .exitCode())
                .isZero();
        assertThat(type("connections", "create", "acme", "--strategy", "auth0").err())
                .contains("A connection with the same name already exists");
        assertThat(type("connections", "update", "acme", "--required-fields", "given_name")
                        .out())
                .contains("2..20", "given_name");

        var users = Files.writeString(folder.resolve("users.json"), "[{\"email\": \"flo@example.com\"}]");
        assertThat(type("import", users.toString(), "-c", "acme").out()).contains("OBJECT_REQUIRED");
        assertThat(type("connections", "delete", "acme", "--yes").exitCode()).isZero();
        assertThat(type("connections", "show", "acme").exitCode()).isEqualTo(2);
    }

    @Test
    void looksAfterSchedules() {
        var created = type(
                "schedules",
                "create",
                "hourly",
                "--cron",
                "0 0 * * * ?",
                "--zone",
                "Asia/Kolkata",
                "--paused",
                "--",
                "export",
                "users.csv.gz",
                "-c",
                connection());
        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.out()).contains("every hour", "(paused)", "Asia/Kolkata");

        assertThat(type("schedules", "resume", "hourly").out()).contains(":00:00+05:30");
        assertThat(type("schedules", "update", "hourly", "--cron", "0 30 2 * * ?")
                        .out())
                .contains("at 02:30");
        assertThat(type("schedules", "list").out()).contains("hourly", "at 02:30");
        assertThat(type("schedules", "run-now", "hourly").exitCode()).isZero();
        Eventually.await(() -> type("schedules", "show", "hourly").out().contains("completed"));
        assertThat(type("schedules", "show", "hourly", "--json").out()).contains("\"kind\":\"by_hand\"");
        assertThat(type("schedules", "delete", "hourly", "--yes").exitCode()).isZero();
        assertThat(type("schedules", "show", "hourly").exitCode()).isEqualTo(2);
    }

    @Test
    void stopsWaitingWhenTheTimeIsUp() {
        server.jdbc()
                .sql("INSERT INTO jobs (id, type, status, request, store)"
                        + " VALUES ('job_0000000000000009', 'users_import', 'pending', '{}', 'elsewhere')")
                .update();
        try {
            var typed = type("jobs", "watch", "job_0000000000000009", "--timeout", "1s");

            assertThat(typed.exitCode()).as(typed.err()).isEqualTo(6);
        } finally {
            server.jdbc().sql("DELETE FROM jobs WHERE store = 'elsewhere'").update();
        }
    }

    @Test
    void signsInWithTheSecretOnly() throws IOException {
        var client = server.bean(Clients.class).create("robot", Set.of(Scope.READ_JOBS));
        var secret = Files.writeString(folder.resolve("secret.txt"), client.secret());
        var wrong = Files.writeString(folder.resolve("wrong.txt"), "wrong");
        var environment = Map.of("XDG_CONFIG_HOME", folder.toString(), "USHER_CLIENT_ID", client.clientId());

        assertThat(login(environment, wrong).exitCode()).isEqualTo(4);
        var login = login(environment, secret);
        assertThat(login.exitCode()).as(login.err()).isZero();
        assertThat(Typed.remote(InputStream.nullInputStream(), environment, "jobs", "list")
                        .exitCode())
                .isZero();

        var forbidden = Typed.remote(InputStream.nullInputStream(), environment, "export", "-");
        assertThat(forbidden.exitCode()).isEqualTo(4);
        assertThat(forbidden.err()).contains("Insufficient scope, expected any of: read:users");
    }

    private Typed login(Map<String, String> environment, Path secret) {
        return Typed.remote(
                InputStream.nullInputStream(),
                environment,
                "login",
                address(),
                "--client-secret-file",
                secret.toString());
    }

    @Test
    void saysThatThereIsNoSuchJob() {
        assertThat(type("jobs", "show", "job_0000000000000000").exitCode()).isEqualTo(2);
        assertThat(type("jobs", "show", "nonsense").exitCode()).isEqualTo(2);
    }

    private static Typed type(String... arguments) {
        return Typed.remote(InputStream.nullInputStream(), environment(), arguments);
    }

    private static Map<String, String> environment() {
        return Map.of("USHER_SERVER", address(), "USHER_TOKEN", server.tokenWithAllScopes());
    }

    private static String address() {
        return server.uri("").toString();
    }

    private static String connection() {
        return server.bean(Connections.class)
                .find("Username-Password-Authentication")
                .orElseThrow()
                .id();
    }
}

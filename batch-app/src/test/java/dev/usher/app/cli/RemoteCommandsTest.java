package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.remote.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask a server; none of them may start the application. */
class RemoteCommandsTest {

    private static final String ID = "job_0000000000000001";
    private static final String JOB = "GET /api/v2/jobs/" + ID;
    private static final String REPORT = JOB + "/report";
    private static final String IMPORT = "POST /api/v2/jobs/users-imports";
    private static final String EXPORT = "POST /api/v2/jobs/users-exports";
    private static final String CONNECTION = "con_0000000000000001";
    private static final String NO_FINDINGS = "{\"errors\": [], \"warnings\": [], \"restartable\": true}";

    @TempDir
    private Path folder;

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void importsAndPrintsWhatALocalImportPrints() throws IOException {
        server.on(IMPORT, job(202, "pending", ""));
        server.on(JOB, job(200, "pending", ""), job(200, "processing", PROGRESS), job(200, "completed", COMPLETED));
        server.on(REPORT, FakeServer.json(200, """
                {"errors": [{"code": "INVALID_FORMAT", "rows": 1, "first_lines": [3]}],
                 "warnings": [{"message": "name differs", "rows": 2}],
                 "reading": {"csv": false, "rows": 3, "rejected": 1}, "restartable": true}
                """));

        var typed = type("import", users(), "-c", CONNECTION, "--upsert", "--external-id", "night-1");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEqualTo("""
                job_0000000000000001: users.json into acme, completed

                read  inserted  updated  unchanged  failed   time  rows/s
                   3         1        1          0       1  1.5 s       2

                error           rows  first lines
                INVALID_FORMAT     1  3

                Warnings:
                  name differs (2 rows)

                Next:
                  # see what is wrong with each rejected row
                  usher jobs errors job_0000000000000001
                  # get the rejected records, to mend and import them
                  usher jobs rejects job_0000000000000001 rejected.ndjson
                """);
        assertThat(server.asked(IMPORT).get(0).body())
                .contains("name=\"connection_id\"\r\n\r\n" + CONNECTION)
                .contains("name=\"upsert\"\r\n\r\ntrue")
                .contains("name=\"external_id\"\r\n\r\nnight-1");
    }

    @Test
    void findsTheConnectionByItsName() throws IOException {
        server.on("GET /api/v2/connections?name=acme", FakeServer.json(200, connections("acme")));
        server.on(IMPORT, job(202, "pending", ""));

        var typed = type("import", users(), "-c", "acme", "--detach");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo(ID + "\n");
        assertThat(typed.err()).contains("usher jobs watch " + ID);
        assertThat(server.asked(IMPORT).get(0).body()).contains(CONNECTION);
    }

    @Test
    void saysWhichConnectionsThereAre() throws IOException {
        server.on("GET /api/v2/connections?name=acne", FakeServer.json(200, "[]"));
        server.on("GET /api/v2/connections?per_page=100&page=0", FakeServer.json(200, connections("acme")));

        var typed = type("import", users(), "-c", "acne");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no connection 'acne'. The most similar names are: acme.");
        assertThat(server.asked(IMPORT)).isEmpty();
    }

    @Test
    void sendsStandardInput() {
        server.on(IMPORT, job(202, "pending", ""));

        var typed = Typed.type(
                "[{\"email\": \"ann@example.com\"}]",
                environment(),
                RemoteCommandsTest::noEngine,
                "import",
                "-",
                "-c",
                CONNECTION,
                "--detach");

        assertThat(typed.exitCode()).isZero();
        assertThat(server.asked(IMPORT).get(0).body()).contains("filename=\"-\"", "ann@example.com");
    }

    @Test
    void leavesWhenTheTimeIsUp() throws IOException {
        server.on(IMPORT, job(202, "pending", ""));
        server.on(JOB, job(200, "processing", PROGRESS));

        var typed = type("import", users(), "-c", CONNECTION, "--timeout", "1ms");

        assertThat(typed.exitCode()).isEqualTo(6);
        assertThat(typed.err()).contains("The time is up", "usher jobs watch " + ID);
    }

    @Test
    void namesTheServerAgainIfItWasNamed() throws IOException {
        server.on(IMPORT, job(202, "pending", ""));

        var typed = type("import", users(), "-c", CONNECTION, "--detach", "--server", address());

        assertThat(typed.err()).contains("usher jobs watch " + ID + " --server " + address());
    }

    @Test
    void fetchesTheRejectedRecords() throws IOException {
        server.on(IMPORT, job(202, "pending", ""));
        server.on(JOB, job(200, "completed", COMPLETED));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));
        server.on(JOB + "/rejects", FakeServer.json(200, "{\"email\": \"x\"}\n"));
        server.on(JOB + "/rejects/errors", FakeServer.json(200, "{\"record\": 2}\n"));

        var target = folder.resolve("rejected.ndjson");
        var typed = type("import", users(), "-c", CONNECTION, "--errors-to", target.toString());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(target).hasContent("{\"email\": \"x\"}\n");
        assertThat(folder.resolve("rejected.ndjson.errors.ndjson")).hasContent("{\"record\": 2}\n");
    }

    @Test
    void exportsIntoAFile() throws IOException {
        server.on(EXPORT, job(200, "pending", ""));
        server.on(JOB, FakeServer.json(200, export()));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));
        server.on("GET /file", FakeServer.json(200, "0123456789"));

        var target = folder.resolve("users.csv.gz");
        var typed = type("export", target.toString(), "--fields", "email=E-mail", "--limit", "7");

        assertThat(typed.err()).isEqualTo(address() + " took it as " + ID + ".\n");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains(ID + ": all connections to " + target + ", completed");
        assertThat(target).hasContent("0123456789");
        assertThat(files()).containsExactly("users.csv.gz");
        assertThat(server.asked(EXPORT).get(0).body())
                .isEqualTo("{\"format\":\"csv\",\"gzip\":true,\"limit\":7,"
                        + "\"fields\":[{\"name\":\"email\",\"export_as\":\"E-mail\"}],\"csv_escape\":\"auth0\"}");
    }

    @Test
    void exportsToStandardOutput() {
        server.on(EXPORT, job(200, "pending", ""));
        server.on(JOB, FakeServer.json(200, export()));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));
        server.on("GET /file", FakeServer.json(200, "0123456789"));

        var typed = type("export", "-");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("0123456789");
        assertThat(typed.err()).contains(ID + ": all connections to standard output, completed");
    }

    @Test
    void leavesNothingOfAFileThatIsDamaged() throws IOException {
        server.on(JOB, FakeServer.json(200, export()));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));
        server.on("GET /file", FakeServer.json(200, "012345678X"));

        var typed = type("jobs", "download", ID, folder.resolve("users.csv").toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("another checksum");
        assertThat(files()).isEmpty();
    }

    @Test
    void listsJobs() {
        server.on(
                "GET /api/v2/jobs?take=20", FakeServer.json(200, "{\"jobs\": [" + body("completed", COMPLETED) + "]}"));

        assertThat(type("jobs", "list").out()).contains(ID, "import", "completed", "acme", "users.json", "1.5 s");
    }

    @Test
    void showsRowErrors() {
        server.on(JOB + "/errors?include_positions=true&after=0&take=100", FakeServer.json(200, """
                [{"user": {}, "errors": [{"code": "INVALID_FORMAT", "message": "No.", "path": "email",
                  "record": 2, "line": 3, "column": 4, "byte_offset": 5}]}]
                """));

        assertThat(type("jobs", "errors", ID, "--json").out()).isEqualTo("""
                [{"record":2,"line":3,"column":4,"byte_offset":5,"code":"INVALID_FORMAT","path":"email","message":"No."}]
                """);
    }

    @Test
    void watchesAJobToItsEnd() {
        server.on(JOB, job(200, "processing", PROGRESS), job(200, "failed", FAILED));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));

        var typed = type("jobs", "watch", ID);

        assertThat(typed.exitCode()).isEqualTo(5);
        assertThat(typed.out()).contains("failed: The file is cut off.", "usher jobs restart " + ID);
    }

    @Test
    void tellsWhatBecameOfAJob() {
        server.on(
                JOB,
                job(200, "pending", ""),
                job(200, "processing", PROGRESS),
                job(200, "processing", PROGRESS.replace("merge", "summary")),
                job(200, "completed", COMPLETED));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));

        assertThat(type("jobs", "logs", "-f", ID).out()).isEqualTo("""
                2026-03-01T10:00:00Z submitted, users_import, acme
                1970-01-01T00:00:00Z waits for a server
                2026-03-01T10:00:01Z started
                1970-01-01T00:00:00Z merge
                1970-01-01T00:00:00Z summary
                2026-03-01T10:00:03Z completed, 3 rows, 1 rejected
                """);
    }

    @Test
    void restartsStopsAndTriesAgain() {
        server.on(JOB, job(200, "processing", PROGRESS));
        server.on("POST /api/v2/jobs/" + ID + "/restart", job(202, "pending", ""));
        server.on("POST /api/v2/jobs/" + ID + "/stop", job(202, "processing", PROGRESS));
        server.on("POST /api/v2/jobs/" + ID + "/retry-rejected", job(202, "pending", ""));

        assertThat(type("jobs", "restart", ID, "--detach").out()).isEqualTo(ID + "\n");
        assertThat(type("jobs", "stop", ID).err()).contains(ID + " will stop at its next chunk");
        assertThat(type("jobs", "retry-rejected", ID, "--upsert", "--detach").out())
                .isEqualTo(ID + "\n");
        assertThat(server.asked("POST /api/v2/jobs/" + ID + "/retry-rejected")
                        .get(0)
                        .body())
                .isEqualTo("{\"upsert\":true}");
    }

    @Test
    void looksAfterConnections() {
        server.on("GET /api/v2/connections?per_page=100&page=0", FakeServer.json(200, connections("acme")));
        server.on("GET /api/v2/connections?name=acme", FakeServer.json(200, connections("acme")));
        server.on("POST /api/v2/connections", FakeServer.json(409, "{\"message\": \"The name is taken\"}"));
        server.on("DELETE /api/v2/connections/" + CONNECTION, FakeServer.json(204, ""));

        assertThat(type("connections", "list").out()).contains(CONNECTION, "acme", "auth0");
        assertThat(type("connections", "show", "acme").out()).contains("rows are matched by");
        var created = type("connections", "create", "acme", "--strategy", "auth0", "--username-length", "2..20");
        assertThat(created.exitCode()).isEqualTo(2);
        assertThat(created.err()).contains("The name is taken");
        assertThat(server.asked("POST /api/v2/connections").get(0).body())
                .contains("\"username\":{", "\"min\":2", "\"max\":20");
        assertThat(type("connections", "delete", "acme", "--yes").err()).isEqualTo("Deleted acme.\n");
    }

    @Test
    void endsWithFourIfTheServerDoesNotAllowIt() {
        server.on("GET /api/v2/jobs?take=20", FakeServer.json(403, "{\"message\": \"Insufficient scope\"}"));

        var typed = type("jobs", "list", "--json");

        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.out()).contains("\"code\":\"FORBIDDEN\"");
    }

    @Test
    void endsWithFourIfNobodyIsSignedIn() {
        var typed = Typed.type("", Map.of("USHER_SERVER", address()), RemoteCommandsTest::noEngine, "jobs", "list");

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
    void hasNoUseForTheOptionsOfAServerWithoutOne() throws IOException {
        var engine = new FakeEngine();
        for (var option : List.of("--detach", "--timeout=1s", "--idempotency-key=k", "--external-id=x")) {
            var typed = Typed.on(engine, "import", users(), "-c", "acme", option);

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).contains("--server");
        }
        assertThat(engine.submitted).isEmpty();
    }

    @Test
    void signsInAndOut() throws IOException {
        server.on("GET /api/v2/jobs?take=20", FakeServer.json(200, "{\"jobs\": []}"));
        var secret = Files.writeString(folder.resolve("secret.txt"), "s3cret\n");
        var environment = Map.of("XDG_CONFIG_HOME", folder.toString());

        var login = Typed.type(
                "",
                environment,
                RemoteCommandsTest::noEngine,
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
        assertThat(Typed.type("", environment, RemoteCommandsTest::noEngine, "jobs", "list")
                        .exitCode())
                .isZero();
        assertThat(server.asked("POST /oauth/token")).hasSize(1);
        assertThat(Typed.type("", environment, RemoteCommandsTest::noEngine, "profiles", "list")
                        .out())
                .contains("*", "dev", address(), "robot")
                .doesNotContain("s3cret");

        assertThat(Typed.type("", environment, RemoteCommandsTest::noEngine, "logout")
                        .exitCode())
                .isZero();
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

        var typed = Typed.type("", environment, RemoteCommandsTest::noEngine, "login", address());

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
                RemoteCommandsTest::noEngine,
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

        Typed.type("", environment, RemoteCommandsTest::noEngine, "jobs", "list", "--profile", "dev");
        Typed.type("", environment, RemoteCommandsTest::noEngine, "jobs", "list");

        assertThat(server.asked("GET /api/v2/jobs?take=20"))
                .extracting(asked -> asked.headers().get("Authorization"))
                .containsExactly("Bearer token-1", "Bearer for-another");
    }

    @Test
    void leavesTheJobToTheServerOnCtrlC() throws Exception {
        server.on(JOB, job(200, "processing", PROGRESS));
        var err = folder.resolve("err.txt");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.usher.app.Usher",
                        "jobs",
                        "watch",
                        ID)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().putAll(environment());
        builder.environment().put("USHER_HOME", folder.resolve("home").toString());
        var process = builder.start();
        try {
            await(() -> !server.asked(JOB).isEmpty() || !process.isAlive());
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(130);
            assertThat(err).content().contains(ID + " goes on. Come back to it with: usher jobs watch " + ID);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private static final String PROGRESS = """
            , "started_at": "2026-03-01T10:00:01.000Z", "attempts": 1, "percentage_done": 40, "phase": "merge",
            "rows_total": 3, "rows_done": 2, "rows_failed": 1
            """;

    private static final String COMPLETED = """
            , "started_at": "2026-03-01T10:00:01.000Z", "finished_at": "2026-03-01T10:00:03.000Z", "attempts": 1,
            "running_ms": 1500, "unchanged": 0, "summary": {"total": 3, "inserted": 1, "updated": 1, "failed": 1}
            """;

    private static final String FAILED = """
            , "finished_at": "2026-03-01T10:00:03.000Z", "attempts": 1, "running_ms": 1500,
            "status_code": "UNREADABLE_INPUT", "status_details": "The file is cut off."
            """;

    private static FakeServer.Answer job(int status, String state, String more) {
        return FakeServer.json(status, body(state, more));
    }

    private static String body(String state, String more) {
        return """
                {"id": "%s", "type": "users_import", "status": "%s", "connection": "acme",
                 "created_at": "2026-03-01T10:00:00.000Z", "file_name": "users.json"%s}
                """.formatted(ID, state, more);
    }

    private String export() {
        return """
                {"id": "%s", "type": "users_export", "status": "completed", "created_at": "2026-03-01T10:00:00Z",
                 "format": "csv", "attempts": 1, "running_ms": 100, "finished_at": "2026-03-01T10:00:03.000Z",
                 "location": "%s/file", "size_bytes": 10, "summary": {"total": 3}, "file_name": "users.csv.gz",
                 "sha256": "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"}
                """.formatted(ID, address());
    }

    private static String connections(String name) {
        return "[{\"id\": \"" + CONNECTION + "\", \"name\": \"" + name
                + "\", \"strategy\": \"auth0\", \"options\": {}}]";
    }

    private String users() throws IOException {
        return Files.writeString(folder.resolve("users.json"), "[]").toString();
    }

    private List<String> files() throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }

    private String address() {
        return server.address().base();
    }

    private Map<String, String> environment() {
        return Map.of("USHER_SERVER", address(), "USHER_TOKEN", "token");
    }

    private Typed type(String... arguments) {
        return Typed.type("", environment(), RemoteCommandsTest::noEngine, arguments);
    }

    private static Engine noEngine() {
        throw new AssertionError("A command that asks a server needs no database.");
    }
}

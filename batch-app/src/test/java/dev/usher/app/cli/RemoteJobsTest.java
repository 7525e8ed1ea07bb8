package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.cli.remote.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Jobs and connections of a server. */
class RemoteJobsTest extends RemoteCommands {

    @Test
    void listsJobs() {
        server.on(
                "GET /api/v2/jobs?take=20", FakeServer.json(200, "{\"jobs\": [" + body("completed", COMPLETED) + "]}"));

        assertThat(type("jobs", "list").out()).contains(ID, "import", "completed", "acme", "users.json", "1.5 s");
    }

    @Test
    void saysThatTheFileOfAnExportHoldsSecrets() {
        server.on(
                JOB, FakeServer.json(200, export().replace("\"format\"", "\"include_credentials\": true, \"format\"")));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));

        assertThat(type("jobs", "show", ID).out()).contains("holds password hashes and MFA secrets");
        assertThat(type("jobs", "show", ID, "--json").out()).contains("\"include_credentials\":true");
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
    void showsWhoIsMissing() {
        server.on(JOB + "/absent-users?take=1000", FakeServer.json(200, """
                {"users": [{"user_id": "auth0|1", "missed_runs": 1, "due": true}], "next": "auth0|1"}
                """));
        server.on(JOB + "/absent-users?take=1000&from=auth0%7C1", FakeServer.json(200, """
                {"users": [{"user_id": "auth0|2", "missed_runs": 2, "due": false}]}
                """));

        assertThat(type("jobs", "absent", ID, "--jsonl").out()).isEqualTo("""
                {"user_id":"auth0|1","missed_runs":1,"due":true}
                {"user_id":"auth0|2","missed_runs":2,"due":false}
                """);
    }

    @Test
    void saysWhatBecameOfTheMissing() {
        server.on(JOB, job(200, "completed", COMPLETED + """
                , "mirror": {"action": "block", "outcome": "applied", "users": 9, "missing": 3, "due": 2, "waiting": 1,
                             "returning": 1, "blocked": 2, "unblocked": 1}
                """));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));
        server.on(JOB + "/absent-users?take=5", FakeServer.json(200, """
                {"users": [{"user_id": "auth0|1", "missed_runs": 1, "due": true}]}
                """));

        assertThat(type("jobs", "show", ID).out()).contains("""

                missing  waiting  blocked  unblocked
                      3        1        2          1
                missing: auth0|1, ...
                """);
    }

    @Test
    void watchesAJobToItsEnd() {
        server.on(JOB, job(200, "processing", PROGRESS), job(200, "failed", FAILED));
        server.on(REPORT, FakeServer.json(200, NO_FINDINGS));

        var typed = type("jobs", "watch", ID);

        assertThat(typed.exitCode()).isEqualTo(5);
        assertThat(typed.out()).contains("failed: The file is cut off.", "usher import users.json --connection acme");
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
            Eventually.await(() -> !server.asked(JOB).isEmpty() || !process.isAlive());
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
}

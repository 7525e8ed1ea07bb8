package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.remote.FakeServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Imports that a server runs; nothing here may start the application. */
class RemoteImportTest extends RemoteCommands {

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
    void letsTheServerTakeTheFileFromItsSource() throws IOException {
        server.on(IMPORT, job(202, "pending", ""));

        var typed = type("import", "--source", "hr:users-*.csv", "-c", CONNECTION, "--detach");

        assertThat(typed.exitCode()).isZero();
        assertThat(server.asked(IMPORT).get(0).body())
                .contains("name=\"source\"\r\n\r\n{")
                .contains("\"pattern\"")
                .contains("users-*.csv")
                .doesNotContain("filename=");
    }

    @Test
    void asksForAMirror() throws IOException {
        server.on(IMPORT, job(202, "pending", ""));

        type(
                "import",
                users(),
                "-c",
                CONNECTION,
                "--upsert",
                "--mirror=block",
                "--mirror-max-users=10",
                "--mirror-max-percent=2.5",
                "--mirror-min-rows=100",
                "--mirror-grace=3",
                "--override-guard=once",
                "--detach");

        assertThat(server.asked(IMPORT).get(0).body())
                .contains("name=\"mirror\"\r\n\r\n{\"action\":\"block\",\"max_users\":10,\"max_percent\":2.5,"
                        + "\"min_rows\":100,\"grace_runs\":3,\"override_guards\":true}");
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
                NO_ENGINE,
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
    void hasNoUseForTheOptionsOfAServerWithoutOne() throws IOException {
        var engine = new FakeEngine();
        for (var option : List.of("--detach", "--timeout=1s", "--idempotency-key=k", "--external-id=x")) {
            var typed = Typed.on(engine, "import", users(), "-c", "acme", option);

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).contains("--server");
        }
        assertThat(engine.submitted).isEmpty();
    }
}

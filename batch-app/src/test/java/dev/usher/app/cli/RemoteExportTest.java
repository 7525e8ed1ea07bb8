package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.remote.FakeServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Exports that a server runs, and their files. */
class RemoteExportTest extends RemoteCommands {

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
}

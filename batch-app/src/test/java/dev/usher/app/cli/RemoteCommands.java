package dev.usher.app.cli;

import dev.usher.app.cli.remote.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask a server, which answers as the test says; none of them may start the application. */
abstract class RemoteCommands {

    static final String ID = "job_0000000000000001";

    static final String JOB = "GET /api/v2/jobs/" + ID;

    static final String REPORT = JOB + "/report";

    static final String IMPORT = "POST /api/v2/jobs/users-imports";

    static final String EXPORT = "POST /api/v2/jobs/users-exports";

    static final String CONNECTION = "con_0000000000000001";

    static final String NO_FINDINGS = "{\"errors\": [], \"warnings\": [], \"restartable\": true}";

    static final EngineStarter NO_ENGINE = () -> {
        throw new AssertionError("A command that asks a server needs no database.");
    };

    @TempDir
    Path folder;

    final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    static final String PROGRESS = """
            , "started_at": "2026-03-01T10:00:01.000Z", "attempts": 1, "percentage_done": 40, "phase": "merge",
            "rows_total": 3, "rows_done": 2, "rows_failed": 1
            """;

    static final String COMPLETED = """
            , "started_at": "2026-03-01T10:00:01.000Z", "finished_at": "2026-03-01T10:00:03.000Z", "attempts": 1,
            "running_ms": 1500, "unchanged": 0, "summary": {"total": 3, "inserted": 1, "updated": 1, "failed": 1}
            """;

    static final String FAILED = """
            , "finished_at": "2026-03-01T10:00:03.000Z", "attempts": 1, "running_ms": 1500,
            "status_code": "UNREADABLE_INPUT", "status_details": "The file is cut off."
            """;

    static FakeServer.Answer job(int status, String state, String more) {
        return FakeServer.json(status, body(state, more));
    }

    static String body(String state, String more) {
        return """
                {"id": "%s", "type": "users_import", "status": "%s", "connection": "acme",
                 "created_at": "2026-03-01T10:00:00.000Z", "file_name": "users.json"%s}
                """.formatted(ID, state, more);
    }

    String export() {
        return """
                {"id": "%s", "type": "users_export", "status": "completed", "created_at": "2026-03-01T10:00:00Z",
                 "format": "csv", "attempts": 1, "running_ms": 100, "finished_at": "2026-03-01T10:00:03.000Z",
                 "location": "%s/file", "size_bytes": 10, "summary": {"total": 3}, "file_name": "users.csv.gz",
                 "sha256": "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"}
                """.formatted(ID, address());
    }

    static String connections(String name) {
        return "[{\"id\": \"" + CONNECTION + "\", \"name\": \"" + name
                + "\", \"strategy\": \"auth0\", \"options\": {}}]";
    }

    String users() throws IOException {
        return Files.writeString(folder.resolve("users.json"), "[]").toString();
    }

    List<String> files() throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }

    String address() {
        return server.address().base();
    }

    Map<String, String> environment() {
        return Map.of("USHER_SERVER", address(), "USHER_TOKEN", "token");
    }

    Typed type(String... arguments) {
        return Typed.type("", environment(), NO_ENGINE, arguments);
    }
}

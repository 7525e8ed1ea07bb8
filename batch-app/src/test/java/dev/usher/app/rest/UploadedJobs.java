package dev.usher.app.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connections;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Imports of a server and what became of them; jobs that no server runs. */
final class UploadedJobs {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger INSERTED = new AtomicInteger();

    private final ServerHarness server;

    UploadedJobs(ServerHarness server) {
        this.server = server;
    }

    String imported(String name, String content) {
        return imported(name, content, Map.of());
    }

    String imported(String name, String content, Map<String, String> options) {
        return imported(name, content.getBytes(UTF_8), options);
    }

    /** Uploads a file and waits for the end of its job. */
    String imported(String name, byte[] content, Map<String, String> options) {
        var form = new MultipartForm()
                .users(name, content)
                .text(
                        "connection_id",
                        server.bean(Connections.class).list().get(0).id());
        options.forEach(form::text);
        var answer = server.send(server.request("/api/v2/jobs/users-imports", server.token(Scope.CREATE_USERS))
                .header("Content-Type", MultipartForm.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(form.complete())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var job = JSON.readTree(answer.body()).get("id").stringValue();
        awaitEnd(job);
        return job;
    }

    void awaitEnd(String job) {
        Eventually.await(() -> !isBusy(job));
    }

    /** Until it has been tidied up, too. */
    private boolean isBusy(String job) {
        return server.jdbc()
                .sql("SELECT status NOT IN ('failed', 'stopped') AND NOT leftovers_removed FROM jobs WHERE id = :job")
                .param("job", job)
                .query(Boolean.class)
                .single();
    }

    String status(String job) {
        return server.jdbc()
                .sql("SELECT status FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    /** A job that no server runs. */
    String insert(String type, String status) {
        var job = String.format("job_none%012d", INSERTED.incrementAndGet());
        var target = """
                {"format": "NDJSON", "fields": {"named": [], "all": false, "credentials": false},
                 "target": {"path": "/users", "stored": false, "name": "users"}}""";
        server.jdbc()
                .sql("INSERT INTO jobs (id, type, status, request, store, total)"
                        + " VALUES (:job, :type, :status, CAST(:request AS jsonb), 'elsewhere', NULL)")
                .param("job", job)
                .param("type", type)
                .param("status", status)
                .param("request", type.equals("users_export") ? target : "{\"input\":{\"name\":\"users\"}}")
                .update();
        return job;
    }
}

package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyIT {

    private static final int AT_ONCE = 50;
    private static final String CONNECTION = "Username-Password-Authentication";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    @Test
    void manyRequestsWithOneKeyMakeOneJob() throws InterruptedException {
        var key = UUID.randomUUID().toString();
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Callable<HttpResponse<String>> post = () -> post(key, "ann@example.com", "true");
            var answers =
                    threads.invokeAll(Stream.generate(() -> post).limit(AT_ONCE).toList());

            var ids = answers.stream().map(IdempotencyIT::jobId).collect(Collectors.toSet());
            assertThat(ids).hasSize(1);
            assertThat(server.jdbc()
                            .sql("SELECT count(*) FROM jobs WHERE request -> 'input' ->> 'name' = :name")
                            .param("name", "ann@example.com.json")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The copies of the file that were not needed are gone with their requests. */
    @Test
    void repeatedRequestsLeaveNoFileBehind() {
        var key = UUID.randomUUID().toString();
        server.jdbc()
                .sql("UPDATE jobs SET status = 'completed' WHERE status = 'pending'")
                .update();

        assertThat(post(key, "ben@example.com", "true").statusCode()).isEqualTo(202);
        assertThat(post(key, "ben@example.com", "true").statusCode()).isEqualTo(202);

        var kept = server.bean(FileStore.class);
        assertThat(kept.listStoredBefore(FileKind.INPUT, Instant.MAX)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aKeyIsForOneRequestOnly() {
        var key = UUID.randomUUID().toString();
        assertThat(post(key, "cleo@example.com", "false").statusCode()).isEqualTo(202);

        assertThat(post(key, "cleo@example.com", "true").statusCode()).isEqualTo(422);
        assertThat(post(key, "other@example.com", "false").statusCode()).isEqualTo(422);
        assertThat(post(key, "cleo@example.com", "false").statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> post(String key, String email, String upsert) {
        var connection =
                server.bean(Connections.class).find(CONNECTION).orElseThrow().id();
        var body = """
                --b\r
                Content-Disposition: form-data; name="users"; filename="%s.json"\r
                \r
                [{"email": "%s"}]\r
                --b\r
                Content-Disposition: form-data; name="connection_id"\r
                \r
                %s\r
                --b\r
                Content-Disposition: form-data; name="upsert"\r
                \r
                %s\r
                --b--\r
                """.formatted(email, email, connection, upsert);
        return server.send(server.request("/api/v2/jobs/users-imports", server.token(Scope.CREATE_USERS))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String jobId(Future<HttpResponse<String>> answer) {
        try {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
            return new JsonMapper().readTree(answer.get().body()).path("id").stringValue();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}

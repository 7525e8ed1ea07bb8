package dev.usher.app.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Rejected records over HTTP, and imports of them. */
class RetryRejectedIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final UploadedJobs jobs = new UploadedJobs(server);

    @ParameterizedTest
    @EnumSource(Packing.class)
    void handsOutRejectedRecords(Packing packing) {
        var job = jobs.imported(
                "users.csv", packing.of("\ufeffemail;name\n" + packing + "@x.org;\nno;\"Ä\n;\"\"B\"\"\"\n"), Map.of());

        var answer = server.get("/api/v2/jobs/" + job + "/rejects", server.token(Scope.READ_USER_CREDENTIALS));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("email;name\nno;\"Ä\n;\"\"B\"\"\"\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Length"))
                .hasValue("" + answer.body().getBytes(UTF_8).length);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"rejected-" + job + ".csv\"");
        var errors = server.get("/api/v2/jobs/" + job + "/rejects/errors", server.token(Scope.READ_USERS));
        assertThat(errors.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"rejected-" + job + ".csv.errors.ndjson\"");
        assertThat(JSON.readTree(errors.body()).get("path").stringValue()).isEqualTo("email");
    }

    private enum Packing {
        PLAIN,
        GZIP;

        byte[] of(String text) {
            var bytes = new ByteArrayOutputStream();
            try (var out = this == GZIP ? new GZIPOutputStream(bytes) : bytes) {
                out.write(text.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "users_import, completed, has no rejected records",
        "users_export, completed, is an export",
    })
    void hasNoRejectsOfOtherJobs(String type, String status, String sentence) {
        var job = jobs.insert(type, status);

        for (var answer : new HttpResponse<?>[] {
            server.get("/api/v2/jobs/" + job + "/rejects", server.tokenWithAllScopes()), retry(job, "")
        }) {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(JSON.readTree(String.valueOf(answer.body()))
                            .get("message")
                            .stringValue())
                    .contains(sentence);
        }
    }

    @Test
    void triesRejectedRowsAgain() {
        jobs.imported("users.ndjson", "{\"email\":\"again@x.org\"}");
        var job = jobs.imported(
                "users.json",
                "[{\"email\":\"again@x.org\",\n\"app_metadata\":{\"a\":1}}]",
                Map.of("external_id", "first", "metadata", "deep"));

        var answer = retry(job, "{\"upsert\": true, \"external_id\": \"second\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        var retried = JSON.readTree(answer.body());
        assertThat(retried.get("id").stringValue()).isNotEqualTo(job);
        assertThat(retried.get("external_id").stringValue()).isEqualTo("second");
        jobs.awaitEnd(retried.get("id").stringValue());
        assertThat(server.get("/api/v2/jobs/" + retried.get("id").stringValue(), server.token(Scope.READ_USERS))
                        .body())
                .contains(
                        "\"status\":\"completed\"",
                        "\"summary\":{\"failed\":0,\"updated\":1,\"inserted\":0,\"total\":1}");
        assertThat(jobs.status(job)).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"upsert": "yes"}       | 400 | Payload validation error: 'Expected type boolean but found type string' on property upsert
            {"metadata": "all"}     | 400 | Payload validation error: 'No enum match for: all' on property metadata
            {"dry_run": true}       | 400 | Payload validation error: 'Additional properties not allowed: dry_run'.
            []                      | 400 | Payload validation error: 'Expected type object but found type array'.
            {"metadata": "deep"}    | 400 | What becomes of metadata is said for users that exist
            """)
    void refusesOptionsThatAreNone(String body, int status, String message) {
        var job = jobs.imported("users.ndjson", "{\"email\":\"x\"}");
        int copies = copies();

        var answer = retry(job, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("message").stringValue()).startsWith(message);
        assertThat(copies()).isEqualTo(copies);
    }

    @Test
    void takesARetryThatIsSentAgainForTheSame() {
        var job = jobs.imported("users.ndjson", "{\"email\":\"x\"}");
        var first = JSON.readTree(retry(job, "", "key-1").body()).get("id").stringValue();
        jobs.awaitEnd(first);
        int copies = copies();

        var again = retry(job, "", "key-1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(again.body()).get("id").stringValue()).isEqualTo(first);
        assertThat(retry(job, "{\"upsert\":true}", "key-1").statusCode()).isEqualTo(422);
        assertThat(copies()).as("nothing is left of those that made no job").isEqualTo(copies);
    }

    private static int copies() {
        return server.bean(FileStore.class)
                .listStoredBefore(FileKind.INPUT, Instant.MAX)
                .size();
    }

    private static HttpResponse<String> retry(String job, String body) {
        return server.send(server.request("/api/v2/jobs/" + job + "/retry-rejected", server.tokenWithAllScopes())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> retry(String job, String body, String key) {
        return server.send(server.request("/api/v2/jobs/" + job + "/retry-rejected", server.tokenWithAllScopes())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }
}

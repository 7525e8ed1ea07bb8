package dev.usher.app.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of rejected rows, over HTTP. */
class JobErrorsIT {

    private static final String BOUNDARY = "a-line-between-parts";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger inserted = new AtomicInteger();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness().with(BrokenAnswer.class);

    @RestController
    static class BrokenAnswer {

        @GetMapping("/api/v2/broken-answer")
        @AnyScope(Scope.READ_USERS)
        void broken(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[1 << 20]);
            throw new IllegalStateException("half of it is out");
        }
    }

    @Test
    void listsRejectedRowsWithoutSecrets() {
        var job = imported("users.json", """
                [{"email": "ok1@x.org"},
                 {"email": "no", "password_hash": "cAnArY", "user_metadata": {"age": 1.50}},
                 {"email": "ok1@x.org", "name": "Ä"}]
                """);

        var answer = server.get("/api/v2/jobs/" + job + "/errors", server.token(Scope.READ_USERS));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        assertThat(answer.body()).doesNotContain("cAnArY").startsWith("""
                [{"user":{"email":"no","password_hash":"*****","user_metadata":{"age":1.50}},"errors":[{"code":"INVALID_FORMAT",\
                "message":""");
        var rows = JSON.readTree(answer.body());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("path").stringValue()))
                .containsExactly("email", "password_hash");
        // Auth0's client for Java refuses any other.
        assertThat(rows.get(0).get("errors").get(0).propertyNames()).containsExactly("code", "message", "path");
        assertThat(rows.get(1).get("user").toString()).isEqualTo("{\"email\":\"ok1@x.org\",\"name\":\"Ä\"}");
        assertThat(rows.get(1).get("errors").get(0).get("code").stringValue()).isEqualTo("DUPLICATED_USER");
    }

    /** Its path is absent, not null. */
    @Test
    void leavesOutThePathOfWhatIsWrongWithAWholeRow() {
        var job = imported("users.ndjson", "{\"email\":\"x\"");

        assertThat(errors(job).get(0).get("user").toString()).isEqualTo("{}");
        assertThat(errors(job).get(0).get("errors").get(0).propertyNames()).containsExactly("code", "message");
    }

    @Test
    void saysWhereErrorsAreIfAsked() {
        var job = imported("users.json", "[{\"email\": \"a@x.org\", \"user_id\": \"placed\"},\n {\"email\": \"no\"}]");

        var answer = server.get(
                "/api/v2/jobs/" + job + "/errors?include_positions=true&after=1", server.token(Scope.READ_USERS));

        assertThat(JSON.readTree(answer.body()).get(0).get("errors").toString())
                .endsWith("\"path\":\"email\",\"record\":2,\"line\":2,\"column\":12,\"byte_offset\":55,"
                        + "\"user_cut\":false}]");
    }

    @Test
    void streamsManyRowsAndPagesOfThem() {
        var job = imported(
                "users.csv",
                "email,name\n"
                        + IntStream.rangeClosed(1, 5_000)
                                .mapToObj(i -> "bad" + i + ",\"a\nb\"")
                                .collect(Collectors.joining("\n")));

        assertThat(errors(job)).hasSize(5_000);
        assertThat(emails(job, "?take=2")).isEqualTo("bad1 bad2");
        assertThat(emails(job, "?after=2&take=3")).isEqualTo("bad3 bad4 bad5");
        assertThat(emails(job, "?after=4998")).isEqualTo("bad4999 bad5000");
        assertThat(server.get("/api/v2/jobs/" + job + "/errors?after=5000", server.token(Scope.READ_USERS))
                        .body())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after=-1    | Query validation error: 'Value -1 is less than minimum 0' on property after
            take=0      | Query validation error: 'Value 0 is less than minimum 1' on property take
            take=many   | Query validation error: 'Expected type integer but found type string' on property take
            include_positions=1 | Query validation error: 'Expected type boolean but found type string' on property include_positions
            """)
    void refusesPagesThatAreNone(String query, String message) {
        var job = imported("users.ndjson", "{\"email\":\"x\"}");

        var answer = server.get("/api/v2/jobs/" + job + "/errors?" + query, server.token(Scope.READ_USERS));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("message").stringValue()).isEqualTo(message);
    }

    @Test
    void saysOnceWhatIsWrongWithAFileThatIsNoJson() {
        var job = imported("users.json", "[{\"email\": \"a@x.org\"}");

        var answer = server.get("/api/v2/jobs/" + job + "/errors", server.token(Scope.CREATE_USERS));

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = JSON.readTree(answer.body());
        assertThat(body.propertyNames())
                .containsExactly(
                        "id",
                        "type",
                        "status",
                        "connection_id",
                        "connection",
                        "created_at",
                        "status_details",
                        "status_code",
                        "status_reason");
        assertThat(body.get("id").stringValue()).isEqualTo(job);
        assertThat(body.get("type").stringValue()).isEqualTo("users_import");
        assertThat(body.get("status").stringValue()).isEqualTo("failed");
        assertThat(body.get("connection").stringValue()).isEqualTo("Username-Password-Authentication");
        assertThat(body.get("created_at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(body.get("status_details").stringValue())
                .isEqualTo("Failed to parse users file JSON when importing users. Make sure it is valid JSON.");
        assertThat(body.get("status_reason").stringValue()).contains("(line 1, column ");
    }

    @Test
    void saysInOurWordsWhatIsWrongWithAnotherFile() {
        var job = imported("users.csv", "email,whatever\na@x.org,1\n");

        assertThat(errors(job).get("status_details").stringValue())
                .startsWith("The CSV header names what is no user attribute")
                .isEqualTo(errors(job).get("status_reason").stringValue());
    }

    @Test
    void listsTheRowsOfAJobThatHadTooManyErrors() {
        var job = imported("users.ndjson", "{\"email\":\"x\"}\n{\"email\":\"b@x.org\"}", Map.of("max_errors", "0"));

        assertThat(status(job)).isEqualTo("failed");
        assertThat(emails(job, "")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "users_import, completed",
        "users_import, pending",
        "users_import, stopped",
        "users_export, completed",
        "users_export, failed"
    })
    void saysNothingWhereNothingIsWrongWithRows(String type, String status) {
        var job = insert(type, status);

        var answer = server.get("/api/v2/jobs/" + job + "/errors", server.token(Scope.READ_USERS));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors", "rejects", "rejects/errors"})
    void knowsNoOtherJobs(String what) {
        var unknown = server.get("/api/v2/jobs/job_0000000000000000/" + what, server.tokenWithAllScopes());
        var malformed = server.get("/api/v2/jobs/job_x/" + what, server.tokenWithAllScopes());

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(unknown.body()).get("message").stringValue()).isEqualTo("The job does not exist");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(malformed.body()).get("errorCode").stringValue())
                .isEqualTo("invalid_uri");
    }

    @ParameterizedTest
    @CsvSource({
        "errors,         GET,  create:users read:users",
        "rejects,        GET,  read:user_credentials",
        "rejects/errors, GET,  create:users read:users",
        "retry-rejected, POST, create:users",
    })
    void takesTheScopesOfEach(String what, String method, String scopes) {
        var job = insert("users_import", "completed");
        var allowed = Set.of(scopes.split(" "));
        for (var scope : Scope.values()) {
            var answer = server.send(server.request("/api/v2/jobs/" + job + "/" + what, server.token(scope))
                    .method(method, BodyPublishers.noBody()));

            assertThat(answer.statusCode() != 403).as(scope.literal()).isEqualTo(allowed.contains(scope.literal()));
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void handsOutRejectedRecords(Packing packing) {
        var job = imported(
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
        var job = insert(type, status);

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
        imported("users.ndjson", "{\"email\":\"again@x.org\"}");
        var job = imported(
                "users.json",
                "[{\"email\":\"again@x.org\",\n\"app_metadata\":{\"a\":1}}]",
                Map.of("external_id", "first", "metadata", "deep"));

        var answer = retry(job, "{\"upsert\": true, \"external_id\": \"second\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        var retried = JSON.readTree(answer.body());
        assertThat(retried.get("id").stringValue()).isNotEqualTo(job);
        assertThat(retried.get("external_id").stringValue()).isEqualTo("second");
        awaitEnd(retried.get("id").stringValue());
        assertThat(server.get("/api/v2/jobs/" + retried.get("id").stringValue(), server.token(Scope.READ_USERS))
                        .body())
                .contains(
                        "\"status\":\"completed\"",
                        "\"summary\":{\"failed\":0,\"updated\":1,\"inserted\":0,\"total\":1}");
        assertThat(status(job)).isEqualTo("completed");
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
        var job = imported("users.ndjson", "{\"email\":\"x\"}");
        int copies = copies();

        var answer = retry(job, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("message").stringValue()).startsWith(message);
        assertThat(copies()).isEqualTo(copies);
    }

    @Test
    void takesARetryThatIsSentAgainForTheSame() {
        var job = imported("users.ndjson", "{\"email\":\"x\"}");
        var first = JSON.readTree(retry(job, "", "key-1").body()).get("id").stringValue();
        awaitEnd(first);
        int copies = copies();

        var again = retry(job, "", "key-1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(again.body()).get("id").stringValue()).isEqualTo(first);
        assertThat(retry(job, "{\"upsert\":true}", "key-1").statusCode()).isEqualTo(422);
        assertThat(copies()).as("nothing is left of those that made no job").isEqualTo(copies);
    }

    /** Whoever gets half of an answer must not take it for all. */
    @Test
    void breaksTheConnectionIfAnAnswerCanNotBeCompleted() {
        assertThatThrownBy(() -> server.get("/api/v2/broken-answer", server.token(Scope.READ_USERS)))
                .isInstanceOf(UncheckedIOException.class);
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

    private static String emails(String job, String query) {
        var answer = server.get("/api/v2/jobs/" + job + "/errors" + query, server.token(Scope.READ_USERS));
        return JSON.readTree(answer.body())
                .valueStream()
                .map(row -> row.get("user").get("email").stringValue())
                .collect(Collectors.joining(" "));
    }

    private static JsonNode errors(String job) {
        return JSON.readTree(server.get("/api/v2/jobs/" + job + "/errors", server.token(Scope.READ_USERS))
                .body());
    }

    private static String imported(String name, String content) {
        return imported(name, content, Map.of());
    }

    private static String imported(String name, String content, Map<String, String> options) {
        return imported(name, content.getBytes(UTF_8), options);
    }

    /** Uploads a file and waits for the end of its job. */
    private static String imported(String name, byte[] content, Map<String, String> options) {
        var form = new ByteArrayOutputStream();
        var start = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=";
        form.writeBytes((start + "\"users\"; filename=\"" + name + "\"\r\n\r\n").getBytes(UTF_8));
        form.writeBytes(content);
        var connection = server.bean(Connections.class).list().get(0).id();
        form.writeBytes(("\r\n" + start + "\"connection_id\"\r\n\r\n" + connection + "\r\n").getBytes(UTF_8));
        options.forEach((part, value) ->
                form.writeBytes((start + "\"" + part + "\"\r\n\r\n" + value + "\r\n").getBytes(UTF_8)));
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        var answer = server.send(server.request("/api/v2/jobs/users-imports", server.token(Scope.CREATE_USERS))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(form.toByteArray())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var job = JSON.readTree(answer.body()).get("id").stringValue();
        awaitEnd(job);
        return job;
    }

    private static void awaitEnd(String job) {
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (isBusy(job)) {
            assertThat(Instant.now()).as("the job does not end").isBefore(until);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Until it has been tidied up, too. */
    private static boolean isBusy(String job) {
        return server.jdbc()
                .sql("SELECT status NOT IN ('failed', 'stopped') AND NOT leftovers_removed FROM jobs WHERE id = :job")
                .param("job", job)
                .query(Boolean.class)
                .single();
    }

    private static String status(String job) {
        return server.jdbc()
                .sql("SELECT status FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    /** A job that no server runs. */
    private static String insert(String type, String status) {
        var job = String.format("job_none%012d", inserted.incrementAndGet());
        var target =
                "{\"format\":\"NDJSON\",\"fields\":{\"named\":[],\"all\":false,\"credentials\":false},\"target\":{\"path\":\"/users\",\"stored\":false,\"name\":\"users\"}}";
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

package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with rejected rows, over HTTP. */
class JobErrorsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness().with(BrokenAnswer.class);

    private final UploadedJobs jobs = new UploadedJobs(server);

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
        var job = jobs.imported("users.json", """
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
        var job = jobs.imported("users.ndjson", "{\"email\":\"x\"");

        assertThat(errors(job).get(0).get("user").toString()).isEqualTo("{}");
        assertThat(errors(job).get(0).get("errors").get(0).propertyNames()).containsExactly("code", "message");
    }

    @Test
    void saysWhereErrorsAreIfAsked() {
        var job = jobs.imported(
                "users.json", "[{\"email\": \"a@x.org\", \"user_id\": \"placed\"},\n {\"email\": \"no\"}]");

        var answer = server.get(
                "/api/v2/jobs/" + job + "/errors?include_positions=true&after=1", server.token(Scope.READ_USERS));

        assertThat(JSON.readTree(answer.body()).get(0).get("errors").toString())
                .endsWith("\"path\":\"email\",\"record\":2,\"line\":2,\"column\":12,\"byte_offset\":55,"
                        + "\"user_cut\":false}]");
    }

    @Test
    void streamsManyRowsAndPagesOfThem() {
        var job = jobs.imported(
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
        var job = jobs.imported("users.ndjson", "{\"email\":\"x\"}");

        var answer = server.get("/api/v2/jobs/" + job + "/errors?" + query, server.token(Scope.READ_USERS));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("message").stringValue()).isEqualTo(message);
    }

    @Test
    void saysOnceWhatIsWrongWithAFileThatIsNoJson() {
        var job = jobs.imported("users.json", "[{\"email\": \"a@x.org\"}");

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
        var job = jobs.imported("users.csv", "email,whatever\na@x.org,1\n");

        assertThat(errors(job).get("status_details").stringValue())
                .startsWith("The CSV header names what is no user attribute")
                .isEqualTo(errors(job).get("status_reason").stringValue());
    }

    @Test
    void listsTheRowsOfAJobThatHadTooManyErrors() {
        var job =
                jobs.imported("users.ndjson", "{\"email\":\"x\"}\n{\"email\":\"b@x.org\"}", Map.of("max_errors", "0"));

        assertThat(jobs.status(job)).isEqualTo("failed");
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
        var job = jobs.insert(type, status);

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
        var job = jobs.insert("users_import", "completed");
        var allowed = Set.of(scopes.split(" "));
        for (var scope : Scope.values()) {
            var answer = server.send(server.request("/api/v2/jobs/" + job + "/" + what, server.token(scope))
                    .method(method, BodyPublishers.noBody()));

            assertThat(answer.statusCode() != 403).as(scope.literal()).isEqualTo(allowed.contains(scope.literal()));
        }
    }

    /** Whoever gets half of an answer must not take it for all. */
    @Test
    void breaksTheConnectionIfAnAnswerCanNotBeCompleted() {
        assertThatThrownBy(() -> server.get("/api/v2/broken-answer", server.token(Scope.READ_USERS)))
                .isInstanceOf(UncheckedIOException.class);
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
}

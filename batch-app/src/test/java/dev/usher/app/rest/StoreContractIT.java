package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.app.storage.FolderFiles;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Imports and exports over HTTP whose files lie in stores of the server. */
class StoreContractIT {

    private static final String IMPORTS = "/api/v2/jobs/users-imports";
    private static final String EXPORTS = "/api/v2/jobs/users-exports";
    private static final TestFolder FOLDER = TestFolder.create();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.retention.interval=1s",
            "usher.stores.hr.type=folder",
            "usher.stores.hr.path=" + FOLDER.path().resolve("hr"),
            "usher.stores.hr.done=done",
            "usher.stores.hr.stable-for=0s",
            "usher.stores.feed.type=http",
            "usher.stores.feed.url=https://feed.example/");

    private final String token = server.tokenWithAllScopes();
    private final String connectionId = new Calls(server).connectionId();
    private final FolderFiles files = new FolderFiles(FOLDER.path().resolve("hr"));

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectory(FOLDER.path().resolve("hr"));
    }

    @AfterAll
    static void removeFolder() {
        FOLDER.close();
    }

    @Test
    void importsAllFilesOneJobAfterTheOther() {
        files.put("all-1.ndjson", line("one"));
        files.put("all-2.ndjson", line("two"));
        files.put("all-3.ndjson", line("three"));

        var answer = post(new MultipartForm()
                .text("connection_id", connectionId)
                .text("source", "{\"store\": \"hr\", \"pattern\": \"all-*.ndjson\", \"take\": \"all\"}"));

        assertThat(answer.statusCode()).isEqualTo(202);
        var job = json(answer);
        assertThat(job.path("source").stringValue()).isEqualTo("hr:all-*.ndjson");
        Eventually.await(
                Duration.ofMinutes(1),
                () -> files.names().stream()
                                .filter(name -> name.startsWith("done/job_") && name.contains("all-"))
                                .count()
                        == 3);
        assertThat(users()).isEqualTo(3);
        var first = get("/api/v2/jobs/" + job.path("id").stringValue());
        assertThat(first.path("status").stringValue()).isEqualTo("completed");
        assertThat(first.path("file_name").stringValue()).isEqualTo("hr:all-1.ndjson");
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM jobs WHERE first_job_id = :id")
                        .param("id", job.path("id").stringValue())
                        .query(Long.class)
                        .single())
                .as("of each it is known which was the first")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void exportsIntoAStore() {
        var answer = server.send(server.request(EXPORTS, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"format\": \"ndjson\", \"gzip\": false,"
                        + " \"target\": {\"store\": \"hr\", \"name\": \"out-{job}.txt\"}}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        var id = json(answer).path("id").stringValue();
        Eventually.await(Duration.ofMinutes(1), () -> files.names().contains("out-" + id + ".txt"));
        var job = ended(id);
        assertThat(job.path("target").stringValue()).isEqualTo("hr:out-" + id + ".txt");
        assertThat(job.has("location")).isFalse();
        assertThat(job.has("file_name")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | named.ndjson | false", "'' | named.ndjson.gz | true", "'\"gzip\": true,' | odd.ndjson | true"
            })
    void packsByTheNameUnlessTheRequestSaysOtherwise(String gzip, String name, boolean packed) throws IOException {
        var answer = server.send(server.request(EXPORTS, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"format\": \"ndjson\", " + gzip
                        + " \"target\": {\"store\": \"hr\", \"name\": \"" + name + "\"}}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        ended(json(answer).path("id").stringValue());
        var bytes = Files.readAllBytes(files.root().resolve(name));
        assertThat(bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b)
                .isEqualTo(packed);
    }

    @Test
    void exportsIntoAStoreByAForm() {
        var answer = server.send(server.request(EXPORTS, token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("format=csv&target%5Bstore%5D=hr&target%5Bname%5D=form.csv.gz")));

        assertThat(answer.statusCode()).isEqualTo(200);
        Eventually.await(Duration.ofMinutes(1), () -> files.names().contains("form.csv.gz"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"store\": \"nowhere\", \"pattern\": \"*\"} | There is no store nowhere here",
                "{\"store\": \"hr\"} | a source is either a store and a pattern, or a url",
                "{\"store\": \"hr\", \"pattern\": \"../users.csv\"} | without a folder",
                "{\"store\": \"feed\", \"pattern\": \"*.csv\"} | can't list its files",
                "{\"store\": \"hr\", \"pattern\": \"*\", \"take\": \"some\"} | No enum match for: some",
                "{\"store\": \"hr\", \"pattern\": \"*\", \"path\": \"/etc\"} | Additional properties not allowed: path",
                "{\"url\": \"http://169.254.169.254/\"} | not among usher.http-sources.allowed",
                "{\"url\": \"file:///etc/passwd\"} | The address is not taken",
                "[] | Expected type object but found type array",
                "hr | Expected an object"
            })
    void refusesASourceThatMakesNoSense(String source, String reason) {
        var answer =
                post(new MultipartForm().text("connection_id", connectionId).text("source", source));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errorCode").stringValue()).isEqualTo("invalid_body");
        assertThat(json(answer).path("message").stringValue()).contains(reason);
    }

    @Test
    void takesAFileOrASource() {
        var answer =
                post(MultipartForm.of(connectionId, "[]").text("source", "{\"store\": \"hr\", \"pattern\": \"*\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").stringValue()).contains("Choose one of users and source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"store\": \"feed\", \"name\": \"users.csv\"} | The store feed can only be read.",
                "{\"store\": \"hr\", \"name\": \"../users.csv\"} | has no folder",
                "{\"store\": \"hr\"} | Missing required property: name"
            })
    void refusesATargetThatMakesNoSense(String target, String reason) {
        var answer = server.send(server.request(EXPORTS, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"target\": " + target + "}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").stringValue()).contains(reason);
    }

    @Test
    void takesTheSameRequestForTheSameJob() {
        files.put("once.ndjson", line("once"));
        var form = new MultipartForm()
                .text("connection_id", connectionId)
                .text("source", "{\"store\": \"hr\", \"pattern\": \"once.ndjson\"}");

        var body = form.complete();

        var first = json(post(body, Map.of("Idempotency-Key", "night-1")));
        var second = json(post(body, Map.of("Idempotency-Key", "night-1")));

        assertThat(second.path("id")).isEqualTo(first.path("id"));
    }

    private HttpResponse<String> post(MultipartForm form) {
        return post(form.complete(), Map.of());
    }

    private HttpResponse<String> post(byte[] form, Map<String, String> headers) {
        var request = server.request(IMPORTS, server.token(Scope.CREATE_USERS))
                .header("Content-Type", MultipartForm.CONTENT_TYPE);
        headers.forEach(request::header);
        return server.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(form)));
    }

    private JsonNode get(String path) {
        return json(server.get(path, token));
    }

    private JsonNode ended(String id) {
        Eventually.await(
                Duration.ofMinutes(1),
                () -> get("/api/v2/jobs/" + id).path("status").stringValue().equals("completed"));
        return get("/api/v2/jobs/" + id);
    }

    private static long users() {
        return server.jdbc()
                .sql("SELECT count(*) FROM users WHERE email IN ('one@example.com', 'two@example.com',"
                        + " 'three@example.com')")
                .query(Long.class)
                .single();
    }

    private static String line(String name) {
        return "{\"email\":\"" + name + "@example.com\"}\n";
    }
}

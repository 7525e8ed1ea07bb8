package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.jobs.connection.Connections;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server with a token of all scopes, and looks through everything that it refuses. */
final class Calls {

    static final JsonMapper JSON = new JsonMapper();

    /** What nobody outside needs to see: classes, traces, statements. */
    private static final Set<String> BUSY = Set.of("pending", "processing");

    private static final Pattern INSIDES =
            Pattern.compile("Exception|\\b(org|dev|java|jakarta)\\.|SQL|SELECT|\\bat [a-z]+\\.|Tomcat|[Tt]race");

    private final ServerHarness server;

    Calls(ServerHarness server) {
        this.server = server;
    }

    /** Of the database connection that every installation begins with. */
    String connectionId() {
        return server.bean(Connections.class)
                .find("Username-Password-Authentication")
                .orElseThrow()
                .id();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> post(String path, String json) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    HttpResponse<String> patch(String path, String json) {
        return send("PATCH", path, "application/json", BodyPublishers.ofString(json));
    }

    HttpResponse<String> post(String path, String contentType, BodyPublisher body) {
        return send("POST", path, contentType, body);
    }

    private HttpResponse<String> send(String method, String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).method(method, body));
    }

    HttpRequest.Builder request(String path) {
        return server.request(path, server.tokenWithAllScopes());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = server.send(request);
        if (answer.statusCode() >= 400) {
            assertThat(answer.body()).doesNotContainPattern(INSIDES);
        }
        return answer;
    }

    /** The job once it has ended. */
    JsonNode toItsEnd(String jobId) {
        Eventually.await(() -> !BUSY.contains(job(jobId).path("status").stringValue()));
        return job(jobId);
    }

    private JsonNode job(String jobId) {
        return json(get("/api/v2/jobs/" + jobId));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static List<String> members(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    /** The answer has exactly this body, and its status. */
    static void assertRefused(
            HttpResponse<String> answer, int status, String error, String message, @Nullable String errorCode) {
        var body = JSON.createObjectNode()
                .put("statusCode", status)
                .put("error", error)
                .put("message", message);
        if (errorCode != null) {
            body.put("errorCode", errorCode);
        }
        assertThat(answer.body()).isEqualTo(body.toString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertJson(answer);
    }

    static void assertJson(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).startsWith("no-cache");
    }

    /** As {@link #assertRefused}, for a body or a form that is not as it should be. */
    static void assertInvalidBody(HttpResponse<String> answer, String message) {
        assertRefused(answer, 400, "Bad Request", message, "invalid_body");
    }
}

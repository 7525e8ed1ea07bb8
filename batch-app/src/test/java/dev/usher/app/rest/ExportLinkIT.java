package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A link needs no token, so only those get one who may read what it leads to. */
class ExportLinkIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.download.base-url=https://users.example.org/");

    @Test
    void aLinkToUsersIsForThoseWhoMayReadUsers() {
        var job = export("{\"format\": \"json\"}");

        assertThat(location(job, Scope.READ_USERS)).startsWith("https://users.example.org/files/exports/" + job);
        assertThat(location(job, Scope.CREATE_USERS)).isEmpty();
        assertThat(location(job, Scope.READ_JOBS)).isEmpty();
        assertThat(listed(job, Scope.READ_JOBS).has("location")).isFalse();
        assertThat(listed(job, Scope.READ_JOBS, Scope.READ_USERS).has("location"))
                .isTrue();
    }

    @Test
    void aLinkToHashesIsForThoseWhoMayReadHashes() {
        var job = export("{\"format\": \"json\", \"all_fields\": true, \"include_credentials\": true}");

        assertThat(job(job, Scope.READ_USERS).path("include_credentials").asBoolean())
                .isTrue();
        assertThat(job(export("{\"format\": \"json\"}"), Scope.READ_USERS).has("include_credentials"))
                .isFalse();

        assertThat(location(job, Scope.READ_USERS)).isEmpty();
        assertThat(location(job, Scope.READ_USER_CREDENTIALS, Scope.READ_JOBS)).isEmpty();
        assertThat(location(job, Scope.READ_USERS, Scope.READ_USER_CREDENTIALS)).isNotEmpty();
    }

    @Test
    void aLinkThatCannotBeReadIsRefused() {
        for (var query : new String[] {"?Expires=abc", "?Expires=99999999999&Signature=x", ""}) {
            var answer = server.send(HttpRequest.newBuilder(server.uri("/files/exports/job_1/users.json" + query)));

            assertThat(answer.statusCode()).as(query).isBetween(400, 403);
            assertThat(answer.body()).as(query).contains("\"statusCode\":");
        }
    }

    private static String export(String body) {
        var answer = server.send(server.request("/api/v2/jobs/users-exports", server.tokenWithAllScopes())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        var job = new JsonMapper().readTree(answer.body()).path("id").stringValue();
        Eventually.await(
                () -> job(job, Scope.READ_USERS).path("status").stringValue().equals("completed"));
        return job;
    }

    private static String location(String job, Scope... scopes) {
        return job(job, scopes).path("location").asString("");
    }

    private static JsonNode job(String job, Scope... scopes) {
        return new JsonMapper()
                .readTree(
                        server.get("/api/v2/jobs/" + job, server.token(scopes)).body());
    }

    private static JsonNode listed(String job, Scope... scopes) {
        var page = new JsonMapper()
                .readTree(server.get("/api/v2/jobs", server.token(scopes)).body());
        return page.path("jobs")
                .valueStream()
                .filter(listed -> listed.path("id").stringValue().equals(job))
                .findFirst()
                .orElseThrow();
    }
}

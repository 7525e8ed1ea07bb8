package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitIT {

    private static final String PATH = "/api/v2/jobs/job_0000000000000000";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.limit.requests-per-second=1",
            "usher.limit.requests-at-once=3",
            "usher.limit.tokens-per-second=1",
            "usher.limit.tokens-at-once=5");

    @Test
    void aClientThatAsksTooOftenIsTurnedAwayAndOthersAreNot() {
        var token = server.token(Scope.READ_USERS);
        var other = server.token(Scope.CREATE_USERS);

        var first = server.get(PATH, token);
        var refused = Stream.generate(() -> server.get(PATH, token))
                .limit(10)
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();

        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(header(first, "X-RateLimit-Limit")).isEqualTo("3");
        assertThat(header(first, "X-RateLimit-Remaining")).isEqualTo("2");
        assertThat(Long.parseLong(header(first, "X-RateLimit-Reset")))
                .isBetween(Instant.now().getEpochSecond() - 5, Instant.now().getEpochSecond() + 5);
        assertThat(refused.body())
                .isEqualTo("{\"statusCode\":429,\"error\":\"Too Many Requests\",\"message\":\"Global limit has been"
                        + " reached\",\"errorCode\":\"too_many_requests\"}");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(server.get(PATH, other).statusCode()).isEqualTo(404);
    }

    @Test
    void secretsCanNotBeTriedOutFast() {
        var answers = Stream.generate(() -> server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=a&client_secret=b"))))
                .limit(20)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(answers).contains(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/userinfo", "/tokeninfo"})
    void tokensOfUsersCanNotBeTriedOutFast(String path) {
        var answers = Stream.generate(() -> server.send(profile(path, "{}")))
                .limit(20)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(answers).contains(429);
    }

    @Test
    void aBodyWithATokenIsShort() {
        var large = profile("/tokeninfo", "{\"id_token\":\"" + "x".repeat(16 << 10) + "\"}");

        // Another test may have used up what an address may ask.
        Eventually.await(() -> server.send(large).statusCode() == 413);
    }

    private static HttpRequest.Builder profile(String path, String body) {
        return HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    @Test
    void aBodyThatIsNoFileIsShort() {
        var large = "{\"format\": \"" + "x".repeat(1 << 20) + "\"}";
        var told = server.send(export(BodyPublishers.ofString(large)));
        var untold = server.send(export(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));

        assertThat(told.statusCode()).isEqualTo(413);
        assertThat(told.body())
                .isEqualTo(
                        "{\"statusCode\":413,\"error\":\"Request Entity Too Large\",\"message\":\"Payload content length"
                                + " greater than maximum allowed: 1048576\"}");
        assertThat(untold.statusCode()).isEqualTo(413);
        assertThat(untold.body()).isEqualTo(told.body());
    }

    private static HttpRequest.Builder export(BodyPublisher body) {
        return server.request("/api/v2/jobs/users-exports", server.token(Scope.READ_USERS, Scope.UPDATE_JOBS))
                .header("Content-Type", "application/json")
                .POST(body);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}

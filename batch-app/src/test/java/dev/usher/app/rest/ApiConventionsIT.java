package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.usher.app.ServerHarness;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What all endpoints have in common. */
class ApiConventionsIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness().with(Odd.class);

    private final Calls calls = new Calls(server);

    /** Endpoints of the test. */
    @RestController
    static class Odd {

        @GetMapping("/api/v2/odd/{what}")
        @AnyScope(Scope.READ_JOBS)
        Map<String, String> odd(@PathVariable String what) {
            return switch (what) {
                case "failure" -> throw new DataIntegrityViolationException("SELECT hash FROM org.example.Users");
                case "refusal" -> throw ApiException.of(409, "Not now.");
                default -> Map.of("logged", String.valueOf(MDC.get("correlationId")));
            };
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v2/nothing",
        "GET, /api/v2",
        "GET, /api/v2/",
        "POST, /api/v2/jobs/users-imports/x/y",
        "PUT, /api/v2/connections",
        "DELETE, /api/v2/jobs/users-exports/x/y",
        "POST, /api/v2/jobs/job_0000000000000000",
        "PATCH, /api/v2/jobs/users-imports"
    })
    void knowsNoOtherRoutes(String method, String path) {
        assertRefused(
                calls.send(calls.request(path).method(method, BodyPublishers.noBody())),
                404,
                "Not Found",
                "Not Found",
                null);
    }

    /** Browsers ask so whether a page of another server may call: none may. */
    @ParameterizedTest
    @CsvSource({
        "OPTIONS, /api/v2/jobs, 404",
        "OPTIONS, /api/v2/jobs/job_0000000000000000, 404",
        "OPTIONS, /api/v2/nothing, 404",
        "TRACE, /api/v2/jobs, 405",
        "PROPFIND, /api/v2/jobs, 400"
    })
    void strangeMethodsAreNoFailures(String method, String path, int status) {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            var answer = calls.send(calls.request(path).method(method, BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).startsWith("{\"statusCode\":" + status);
            assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void saysNothingOfWhatFailsInside() {
        assertRefused(calls.get("/api/v2/odd/failure"), 500, "Internal Server Error", "Internal error.", null);
    }

    @ParameterizedTest
    @CsvSource({"/%, 0", "/api/v2/jobs/%zz, 0", "/a\\b, 0", "/api/v2/jobs?a=|<>, 0", "/api/v2/jobs, 100000"})
    void answersWhatTheConnectorRefusesLikeAllElse(String path, int headerLength) throws Exception {
        var answer = raw(path, "X-Long: " + "x".repeat(headerLength));

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/json;charset=utf-8")
                .endsWith("\r\n\r\n{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"Bad Request\"}")
                .doesNotContainIgnoringCase("server:")
                .doesNotContainPattern("Exception|Tomcat|\\bat org|org\\.apache");
    }

    @Test
    void answersAnotherVersionOfTheProtocolLikeAllElse() throws Exception {
        assertThat(raw("/api/v2/jobs HTTP/9.9\r\nX-Rest:", ""))
                .startsWith("HTTP/1.1 505")
                .contains("{\"statusCode\":505,\"error\":\"HTTP Version Not Supported\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2/jobs/%zz", "/api/v2/jobs/a;b", "/api/v2//jobs", "/api/v2/jobs/%2e%2e/x", "/a\\b"})
    void saysNothingOfItselfToStrangeRequests(String path) throws Exception {
        assertThat(raw(path, "X-Other: x"))
                .startsWith("HTTP/1.1 4")
                .doesNotContainPattern("Exception|Tomcat|\\bat org|org\\.apache");
    }

    /** Sends what no client of HTTP would. */
    private static String raw(String path, String header) throws IOException {
        try (var socket = new Socket("localhost", server.uri("").getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + server.tokenWithAllScopes() + "\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void sendsTheCorrelationIdBackAndLogsIt() {
        var answer = calls.send(calls.request("/api/v2/odd/1").header("X-Correlation-ID", "order 66/a"));

        assertThat(answer.headers().firstValue("X-Correlation-ID")).hasValue("order 66/a");
        assertThat(answer.body()).isEqualTo("{\"logged\":\"order 66/a\"}");
        assertThat(calls.get("/api/v2/odd/1").body()).isEqualTo("{\"logged\":\"null\"}");
    }

    @Test
    void takesSixtyFourPrintableCharactersOfACorrelationId() {
        var answer = calls.send(calls.request("/api/v2/odd/1").header("X-Correlation-ID", "a\tb" + "x".repeat(99)));

        assertThat(answer.headers().firstValue("X-Correlation-ID").orElse("")).isEqualTo("ab" + "x".repeat(61));
    }

    @Test
    void correlatesRefusalsToo() {
        var withoutToken = server.send(
                HttpRequest.newBuilder(URI.create(server.uri("/api/v2/jobs").toString()))
                        .header("X-Correlation-ID", "abc"));
        var refused = calls.send(calls.request("/api/v2/odd/refusal").header("X-Correlation-ID", "abc"));

        assertThat(withoutToken.statusCode()).isEqualTo(401);
        assertThat(withoutToken.headers().firstValue("X-Correlation-ID")).hasValue("abc");
        assertRefused(refused, 409, "Conflict", "Not now.", null);
        assertThat(refused.headers().firstValue("X-Correlation-ID")).hasValue("abc");
    }
}

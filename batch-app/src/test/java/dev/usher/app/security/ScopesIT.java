package dev.usher.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScopesIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness().with(ScopedController.class);

    @ParameterizedTest
    @EnumSource
    void letsThroughWhoHasOneOfTheScopes(Scope scope) {
        var answer = server.get("/api/v2/test/read", server.token(scope));

        if (EnumSet.of(Scope.CREATE_USERS, Scope.READ_USERS).contains(scope)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).endsWith(" " + scope.literal());
        } else {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo("{\"statusCode\":403,\"error\":\"Forbidden\",\"message\":\"Insufficient scope, "
                            + "expected any of: create:users,read:users\",\"errorCode\":\"insufficient_scope\"}");
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"insufficient_scope\", scope=\"create:users read:users\"");
        }
    }

    @Test
    void looksAtTheMethodNotAtThePath() {
        var post = server.request("/api/v2/test/read", server.token(Scope.READ_USERS))
                .POST(BodyPublishers.noBody());

        assertThat(server.send(post).statusCode()).isEqualTo(403);
        assertThat(server.send(server.request("/api/v2/test/read", server.token(Scope.UPDATE_USERS))
                                .POST(BodyPublishers.noBody()))
                        .body())
                .isEqualTo("written");
    }

    @Test
    void tellsTheCallerToTheHandler() {
        var client = server.bean(Clients.class).create("caller", EnumSet.of(Scope.READ_USERS, Scope.READ_JOBS));

        var answer = server.get("/api/v2/test/read", server.token(client));

        assertThat(answer.body()).isEqualTo(client.clientId() + " read:users read:jobs");
    }

    @Test
    void knowsTheCallerOfAnAnswerThatComesLater() {
        var client = server.bean(Clients.class).create("patient", EnumSet.of(Scope.READ_JOBS));

        assertThat(server.get("/api/v2/test/later", server.token(client)).body())
                .isEqualTo(client.clientId());
        assertThat(server.get("/api/v2/test/later", server.token(Scope.READ_USERS))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesEverybodyWhereTheScopesWereForgotten() {
        var answer = server.get("/api/v2/test/forgotten", server.tokenWithAllScopes());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("open to all");
    }

    @Test
    void wantsATokenEvenWhereThereIsNothing() {
        assertThat(plain("/api/v2/nothing").statusCode()).isEqualTo(401);
        assertThat(plain("/api/v2").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/v2/nothing", server.tokenWithAllScopes()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void opensWhatIsNamedAsOpenAndNothingElse() {
        assertThat(plain("/files/test").body()).isEqualTo("signed");
        assertThat(server.get("/files/test", "no.good.token").body()).isEqualTo("signed");
        assertThat(plain("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(server.get("/elsewhere", server.tokenWithAllScopes()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void isNotFooledByOddPaths() {
        for (var path : new String[] {
            "//api/v2/test/read",
            "/api//v2/test/read",
            "/api/v2/test/read/",
            "/API/v2/test/read",
            "/api/v2/test/read;x=y",
            "/api/v2/test/%72ead",
            "/api/v2/../v2/test/read",
            "/api/%2e%2e/api/v2/test/read",
            "/files/../api/v2/test/read",
            "/files/..;/api/v2/test/read",
            "/files/%2e%2e/api/v2/test/read",
            "/api/v2%2ftest/read",
            "/files/test/../../elsewhere",
            "/%2e/elsewhere"
        }) {
            assertThat(plain(path).statusCode()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void remembersNothingBetweenRequests() {
        var answer = server.get("/api/v2/test/read", server.tokenWithAllScopes());

        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void letsNoBrowserOfOthersIn() {
        var preflight = server.send(HttpRequest.newBuilder(server.uri("/api/v2/test/read"))
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(401);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private static HttpResponse<String> plain(String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path)));
    }
}

package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint with every scope alone, and without a token. */
class ScopeMatrixIT {

    /** Endpoint : the scopes of which each one is enough, in the order in which a refusal names them. */
    private static final Map<String, List<String>> MATRIX = table("""
            POST   /api/v2/jobs/users-imports        : create:users
            POST   /api/v2/jobs/users-exports        : read:users
            GET    /api/v2/jobs                      : read:jobs
            GET    /api/v2/jobs/{id}                 : create:users read:users read:jobs
            GET    /api/v2/jobs/{id}/errors          : create:users read:users
            GET    /api/v2/jobs/{id}/absent-users    : create:users read:users
            GET    /api/v2/jobs/{id}/events          : create:users read:users read:jobs
            GET    /api/v2/jobs/{id}/rejects         : read:user_credentials
            GET    /api/v2/jobs/{id}/rejects/errors  : create:users read:users
            GET    /api/v2/jobs/{id}/report          : create:users read:users read:jobs
            POST   /api/v2/jobs/{id}/restart         : update:jobs
            POST   /api/v2/jobs/{id}/stop            : update:jobs
            POST   /api/v2/jobs/{id}/retry-rejected  : create:users
            DELETE /api/v2/jobs/{id}                 : update:jobs
            GET    /api/v2/connections               : read:connections
            POST   /api/v2/connections               : create:connections
            GET    /api/v2/connections/{id}          : read:connections
            PATCH  /api/v2/connections/{id}          : update:connections
            DELETE /api/v2/connections/{id}          : delete:connections
            GET    /api/v2/schedules                 : read:schedules
            POST   /api/v2/schedules                 : create:schedules
            GET    /api/v2/schedules/{id}            : read:schedules
            PATCH  /api/v2/schedules/{id}            : update:schedules
            DELETE /api/v2/schedules/{id}            : delete:schedules
            POST   /api/v2/schedules/{id}/pause      : update:schedules
            POST   /api/v2/schedules/{id}/resume     : update:schedules
            POST   /api/v2/schedules/{id}/run-now    : update:schedules
            GET    /api/v2/schedules/{id}/runs       : read:schedules
            GET    /api/v2/users                     : read:users
            GET    /api/v2/users-by-email            : read:users
            POST   /api/v2/users                     : create:users
            GET    /api/v2/users/{id}                : read:users
            PATCH  /api/v2/users/{id}                : update:users update:users_app_metadata
            DELETE /api/v2/users/{id}                : delete:users
            POST   /api/v2/users/{id}/identities     : update:users
            DELETE /api/v2/users/{id}/identities/{provider}/{identity} : update:users
            POST   /api/v2/users/{id}/revoke-access  : delete:sessions delete:refresh_tokens
            POST   /api/v2/users/{id}/recovery-code-regeneration : update:users
            GET    /api/v2/user-blocks               : read:users
            DELETE /api/v2/user-blocks               : update:users
            GET    /api/v2/user-blocks/{id}          : read:users
            DELETE /api/v2/user-blocks/{id}          : update:users
            GET    /api/v2/webhooks                  : read:webhooks
            POST   /api/v2/webhooks                  : create:webhooks
            GET    /api/v2/webhooks/{id}             : read:webhooks
            PATCH  /api/v2/webhooks/{id}             : update:webhooks
            DELETE /api/v2/webhooks/{id}             : delete:webhooks
            POST   /api/v2/webhooks/{id}/rotate-secret : update:webhooks
            POST   /api/v2/webhooks/{id}/test        : update:webhooks
            GET    /api/v2/webhooks/{id}/deliveries  : read:webhooks
            POST   /api/v2/webhooks/{id}/deliveries/{delivery}/resend : update:webhooks
            """);

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    @Test
    void everyEndpointHasARow() {
        var endpoints = new TreeSet<String>();
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> endpoints(info).forEach(endpoints::add));

        assertThat(endpoints).isEqualTo(new TreeSet<>(MATRIX.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> letsInWhoHasTheScopeAndNobodyElse() {
        return MATRIX.entrySet().stream().flatMap(row -> {
            var withoutToken = dynamicTest(row.getKey() + " without a token", () -> refusesStrangers(row.getKey()));
            var withScope = Arrays.stream(Scope.values())
                    .map(scope -> dynamicTest(
                            row.getKey() + " with " + scope.literal(),
                            () -> check(row.getKey(), scope, row.getValue())));
            return Stream.concat(Stream.of(withoutToken), withScope);
        });
    }

    private static void refusesStrangers(String endpoint) {
        var answer = server.send(request(endpoint));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Missing authentication\"}");
    }

    private static void check(String endpoint, Scope scope, List<String> enough) {
        var answer = server.send(request(endpoint).header("Authorization", "Bearer " + server.token(scope)));

        if (enough.contains(scope.literal())) {
            assertThat(answer.statusCode()).isNotIn(401, 403);
        } else {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"statusCode\":403,\"error\":\"Forbidden\",\"message\":\"Insufficient scope, expected any of: "
                                    + String.join(",", enough) + "\",\"errorCode\":\"insufficient_scope\"}");
        }
    }

    private static HttpRequest.Builder request(String endpoint) {
        var words = endpoint.split(" +", 2);
        var path = words[1].replace("{id}", idIn(words[1]))
                .replace("{provider}", "email")
                .replace("{identity}", "nobody")
                .replace("{delivery}", "ntc_00000000000000000000000000000000");
        return HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/json")
                .method(words[0], words[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("[]"));
    }

    private static String idIn(String path) {
        if (path.startsWith("/api/v2/user")) {
            return "auth0%7Cnobody";
        }
        if (path.startsWith("/api/v2/webhooks")) {
            return "whk_0000000000000000";
        }
        if (path.startsWith("/api/v2/schedules")) {
            return "sch_0000000000000000";
        }
        return path.startsWith("/api/v2/connections") ? "con_0000000000000000" : "job_0000000000000000";
    }

    private static Stream<String> endpoints(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(
                        path -> info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }

    private static Map<String, List<String>> table(String text) {
        var rows = new LinkedHashMap<String, List<String>>();
        text.lines().forEach(line -> {
            var cells = line.split(" : ", 2);
            rows.put(
                    cells[0].strip().replaceAll(" +", " "),
                    List.of(cells[1].strip().split(" ")));
        });
        return rows;
    }
}

package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as other directories have them: names of Windows domains, distinguished names, base64. */
class OddUserIdsIT {

    private static final String USERS = "/api/v2/users";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);

    @AfterEach
    void forgetUsers() {
        server.jdbc().sql("TRUNCATE users").update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a//b",
                "/a",
                "DOMAIN\\\\ann",
                "50%",
                "%2F",
                "CN=Ann,OU=x+y/z",
                "a|b",
                "a?b#c&d",
                "ä😀",
                "..",
                "a/../b"
            })
    void areReachedByTheirPaths(String id) {
        var created = calls.post(USERS, """
                {"connection": "Username-Password-Authentication", "email": "ann@example.com", "user_id": "%s",
                 "password": "correct horse battery"}""".formatted(id));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var whole = json(created).path("user_id").stringValue();
        var path = USERS + "/" + encoded(whole);

        assertThat(json(calls.get(path)).path("user_id").stringValue()).isEqualTo(whole);
        assertThat(calls.patch(path, "{\"given_name\": \"Ann\"}").statusCode()).isEqualTo(200);
        assertThat(calls.get("/api/v2/user-blocks/" + encoded(whole)).statusCode())
                .isEqualTo(200);
        assertThat(calls.delete(path).statusCode()).isEqualTo(204);
        assertThat(calls.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void canBeUnlinked() {
        for (var id : new String[] {"main", "k/z"}) {
            calls.post(USERS, """
                    {"connection": "Username-Password-Authentication", "email": "%s@example.com", "user_id": "%s",
                     "password": "correct horse battery"}""".formatted(id.replace('/', '.'), id));
        }
        var identities = USERS + "/auth0%7Cmain/identities";
        assertThat(calls.post(identities, "{\"provider\": \"auth0\", \"user_id\": \"k/z\"}")
                        .statusCode())
                .isEqualTo(201);

        assertThat(calls.delete(identities + "/auth0/k%2Fz").statusCode()).isEqualTo(200);
        assertThat(calls.get(USERS + "/auth0%7Ck%2Fz").statusCode()).isEqualTo(200);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

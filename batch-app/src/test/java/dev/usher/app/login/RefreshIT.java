package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.claims;
import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshIT {

    private static final String INVALID =
            "{\"error\":\"invalid_grant\",\"error_description\":\"Unknown or invalid refresh token.\"}";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.login.enabled=true",
            "usher.login.audiences=https://shop.example/",
            "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private String id = "";

    @BeforeEach
    void oneUser() {
        server.jdbc().sql("DELETE FROM users").update();
        id = world.user("ann@example.com");
    }

    @Test
    void aRefreshTokenGivesTokensAndTheNextRefreshToken() {
        var first = login();

        var second = world.refresh(text(first, "refresh_token"));

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(text(second, "refresh_token")).isNotEqualTo(text(first, "refresh_token"));
        assertThat(text(second, "scope")).isEqualTo("openid offline_access");
        assertThat(claims(text(second, "id_token")).path("sub").stringValue()).isEqualTo(id);
        assertThat(world.userInfo(text(second, "access_token")).statusCode()).isEqualTo(200);
        assertThat(world.refresh(text(second, "refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void scopesCanBeLeftOutButNotAdded() {
        var answer =
                world.token("refresh_token", "refresh_token", text(login(), "refresh_token"), "scope", "openid email");

        assertThat(text(answer, "scope")).isEqualTo("openid");
    }

    @Test
    void oneThatIsUsedTwiceEndsAllThatCameOfTheLogin() {
        var stolen = text(login(), "refresh_token");
        var other = text(login(), "refresh_token");
        var next = world.refresh(stolen);

        assertThat(world.refresh(stolen).body()).isEqualTo(INVALID);
        assertThat(world.refresh(text(next, "refresh_token")).body()).isEqualTo(INVALID);
        assertThat(world.userInfo(text(next, "access_token")).statusCode()).isEqualTo(401);
        assertThat(world.refresh(other).statusCode()).isEqualTo(200);
    }

    @Test
    void itIsNotUsedUpIfNoTokensCouldBeMade() {
        var token = text(login(), "refresh_token");
        var request = new LoginRequest(world.client().clientId(), "127.0.0.1", Set.of(), null);

        assertThatThrownBy(() -> server.bean(LoginService.class).byRefreshToken(request, token, login -> {
                    throw new IllegalStateException("There is no key.");
                }))
                .hasMessage("There is no key.");

        assertThat(world.refresh(token).statusCode()).isEqualTo(200);
        assertThat(world.refresh(token).body()).isEqualTo(INVALID);
    }

    @Test
    void itGivesNothingForAnAudienceThatIsNotInTheSettingsAnyMore() {
        var token = text(login(), "refresh_token");
        server.jdbc()
                .sql("UPDATE refresh_tokens SET audience = 'https://gone.example/'")
                .update();

        var answer = world.refresh(token);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"access_denied\",\"error_description\":\"Service not found\"}");
        server.jdbc()
                .sql("UPDATE refresh_tokens SET audience = 'https://shop.example/'")
                .update();
        assertThat(claims(text(world.refresh(token), "access_token"))
                        .path("aud")
                        .path(0)
                        .stringValue())
                .isEqualTo("https://shop.example/");
    }

    @Test
    void itBelongsToItsClient() {
        var token = text(login(), "refresh_token");
        var other = server.bean(Clients.class).create("other", Set.of(Scope.LOGIN_USERS));

        assertThat(world.token(other, "refresh_token", "refresh_token", token).body())
                .isEqualTo(INVALID);
        assertThat(world.refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    void itIsStoredAsItsHashOnly() {
        var token = text(login(), "refresh_token");

        assertThat(server.jdbc()
                        .sql("SELECT string_agg(t::text, ' ') FROM refresh_tokens AS t")
                        .query(String.class)
                        .single())
                .doesNotContain(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{}", "{\"preserve_refresh_tokens\":false}"})
    void revokedAccessIsNoAccess(String body) {
        var login = login();

        var answer = revoke(body);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(world.refresh(text(login, "refresh_token")).body()).isEqualTo(INVALID);
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
    }

    @Test
    void refreshTokensMayOutliveTheirSession() {
        var login = login();

        revoke("{\"preserve_refresh_tokens\":true}");

        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
        var next = world.refresh(text(login, "refresh_token"));
        assertThat(world.userInfo(text(next, "access_token")).statusCode()).isEqualTo(200);
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
    }

    @Test
    void oneSessionCanBeEndedAlone() {
        var one = login();
        var other = login();

        revoke("{\"session_id\":\"" + claims(text(one, "id_token")).path("sid").stringValue() + "\"}");

        assertThat(world.refresh(text(one, "refresh_token")).body()).isEqualTo(INVALID);
        assertThat(world.refresh(text(other, "refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void theBodyOfARevocationIsClosed() {
        assertThat(text(revoke("{\"session\":\"x\"}"), "message"))
                .isEqualTo("Payload validation error: 'Additional properties not allowed: session'.");
        assertThat(text(revoke("{\"session_id\":\"" + "x".repeat(51) + "\"}"), "message"))
                .isEqualTo("Payload validation error: 'String is too long (51 chars), maximum 50' on property"
                        + " session_id");
        assertThat(revoke("[]").statusCode()).isEqualTo(400);
        assertThat(revoke("{\"session_id\":\"\\ud800\"}").statusCode()).isEqualTo(400);
        assertThat(world.api("POST", "/api/v2/users/auth0%7Cnobody/revoke-access", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void nothingIsLeftOfAUserWhoIsDeleted() {
        var login = login();

        world.api("DELETE", "/api/v2/users/" + encoded(id), null);

        assertThat(world.refresh(text(login, "refresh_token")).body()).isEqualTo(INVALID);
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
        assertThat(world.tokenInfo(text(login, "id_token")).statusCode()).isEqualTo(401);
        world.user("ann@example.com");
        assertThat(world.refresh(text(login, "refresh_token")).body()).isEqualTo(INVALID);
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
        for (var table : List.of("login_sessions", "refresh_tokens")) {
            assertThat(server.jdbc()
                            .sql("SELECT count(*) FROM " + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aUserWhoIsBlockedGetsNothingMore() {
        var login = login();

        world.set(id, "blocked = true");

        assertThat(world.refresh(text(login, "refresh_token")).body())
                .isEqualTo("{\"error\":\"unauthorized\",\"error_description\":\"user is blocked\"}");
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
    }

    @Test
    void itEndsByItself() {
        var token = text(login(), "refresh_token");
        server.jdbc()
                .sql("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'")
                .update();

        assertThat(world.refresh(token).body()).isEqualTo(INVALID);
    }

    private HttpResponse<String> login() {
        return world.login("ann@example.com", "hello", "scope", "openid offline_access");
    }

    private HttpResponse<String> revoke(String body) {
        return world.api("POST", "/api/v2/users/" + encoded(id) + "/revoke-access", body.isEmpty() ? null : body);
    }
}

package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends when the password, or the identity, by which somebody logged in is not the user's any more. */
class StaleLoginIT {

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private String ann = "";
    private String second = "";

    @BeforeEach
    void twoUsers() {
        server.jdbc().sql("TRUNCATE login_failures").update();
        server.jdbc().sql("DELETE FROM users").update();
        ann = world.user("ann@example.com");
        second = world.user("customers", "ann@work.example", LoginWorld.HELLO, null);
    }

    @Test
    void whoeverIsLinkedIsLoggedOutForGood() {
        var login = login("ann@work.example");

        link();

        assertEnded(login);
        unlink();
        assertEnded(login);
        assertGood(login("ann@work.example"));
    }

    @Test
    void anIdentityThatIsTakenAwayTakesItsLoginsAlong() {
        link();
        var byOwn = login("ann@example.com");
        var bySecond = login("ann@work.example");
        assertGood(bySecond);

        unlink();

        assertEnded(bySecond);
        assertGood(byOwn);
    }

    @Test
    void anIdentityThatIsDeletedByHandTakesItsLoginsAlong() {
        link();
        var byOwn = login("ann@example.com");
        var bySecond = login("ann@work.example");

        server.jdbc()
                .sql("DELETE FROM users WHERE user_id = :id")
                .param("id", second)
                .update();

        assertThat(world.isNull(ann, "has_linked")).isTrue();
        assertEnded(bySecond);
        assertGood(byOwn);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOldOneButNotTheirRefreshTokens() {
        link();
        var byOwn = login("ann@example.com");
        var bySecond = login("ann@work.example");

        change("{\"password\":\"another one\"}");

        assertThat(world.userInfo(text(byOwn, "access_token")).statusCode()).isEqualTo(401);
        assertGood(world.refresh(text(byOwn, "refresh_token")));
        assertGood(bySecond);
        change("{\"password\":\"another one\",\"connection\":\"customers\"}");
        assertThat(world.userInfo(text(bySecond, "access_token")).statusCode()).isEqualTo(401);
    }

    @Test
    void anIdTokenLinksItsUser() {
        var answer = linkWith(text(login("ann@work.example"), "id_token"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "POST   ~ /revoke-access ~",
                "PATCH  ~                ~ {\"password\":\"another one\"}",
                "PATCH  ~                ~ {\"blocked\":true}",
                "DELETE ~                ~"
            })
    void anIdTokenLinksNobodyWhoseLoginIsOver(String method, @Nullable String path, @Nullable String body) {
        var idToken = text(login("ann@work.example"), "id_token");
        var ended = world.api(method, "/api/v2/users/" + encoded(second) + (path == null ? "" : path), body);
        assertThat(ended.statusCode()).as(ended.body()).isBetween(200, 299);

        var answer = linkWith(idToken);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(text(answer, "message")).isEqualTo("Unable to verify user identity.");
    }

    @Test
    void aChangeThatIsAboutNoPasswordEndsNothing() {
        var login = login("ann@example.com");

        change("{\"name\":\"Ann\",\"app_metadata\":{\"a\":1}}");

        assertGood(login);
    }

    @Test
    void aLoginThatLacksItsSecondFactorEndsWithItsPasswordAndWithARevocation() {
        world.set(ann, "mfa_factors = '[{\"totp\":{\"secret\":\"GEZDGNBVGY3TQOJQ\"}}]'");
        var code = text(world.api("POST", path() + "/recovery-code-regeneration", null), "recovery_code");
        var mfaToken = text(world.login("ann@example.com", "hello"), "mfa_token");

        world.api("POST", path() + "/revoke-access", null);
        assertThat(recover(mfaToken, code)).contains("Malformed or expired mfa_token");

        mfaToken = text(world.login("ann@example.com", "hello"), "mfa_token");
        change("{\"password\":\"another one\"}");
        assertThat(recover(mfaToken, code)).contains("Malformed or expired mfa_token");

        mfaToken = text(world.login("ann@example.com", "another one"), "mfa_token");
        assertThat(recover(mfaToken, code)).contains("access_token");
    }

    private String recover(String mfaToken, String code) {
        return world.token(LoginWorld.RECOVERY_GRANT, "mfa_token", mfaToken, "recovery_code", code)
                .body();
    }

    private HttpResponse<String> login(String name) {
        return world.login(name, "hello", "scope", "openid offline_access");
    }

    private void link() {
        var answer =
                world.api("POST", path() + "/identities", "{\"provider\":\"auth0\",\"user_id\":\"" + second + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpResponse<String> linkWith(String idToken) {
        return world.api("POST", path() + "/identities", "{\"link_with\":\"" + idToken + "\"}");
    }

    private void unlink() {
        var answer = world.api("DELETE", path() + "/identities/auth0/" + encoded(second), null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void change(String body) {
        var answer = world.api("PATCH", path(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String path() {
        return "/api/v2/users/" + encoded(ann);
    }

    private void assertGood(HttpResponse<String> login) {
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(200);
    }

    private void assertEnded(HttpResponse<String> login) {
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(401);
        assertThat(text(world.refresh(text(login, "refresh_token")), "error")).isEqualTo("invalid_grant");
    }
}

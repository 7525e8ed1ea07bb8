package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.OTP_GRANT;
import static dev.usher.app.login.LoginWorld.RECOVERY_GRANT;
import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.json;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MfaIT {

    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private String id = "";

    @BeforeEach
    void oneUser() {
        server.jdbc().sql("TRUNCATE login_failures").update();
        server.jdbc().sql("DELETE FROM users").update();
        id = world.user("ann@example.com");
        world.set(id, "mfa_factors = '[{\"totp\":{\"secret\":\"" + SECRET + "\"}}]'");
    }

    @Test
    void aPasswordIsNotEnough() {
        var answer = world.login("ann@example.com", "hello");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).propertyNames()).containsExactly("error", "error_description", "mfa_token");
        assertThat(text(answer, "error")).isEqualTo("mfa_required");
        assertThat(text(answer, "error_description")).isEqualTo("Multifactor authentication required");
        assertThat(world.isNull(id, "last_login")).isTrue();
        assertThat(world.login("ann@example.com", "wrong").body()).doesNotContain("mfa");
    }

    @Test
    void anEmptyFactorIsNone() {
        world.set(id, "mfa_factors = '[{}]'");

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void aOneTimePasswordCompletesTheLoginOnce() {
        var mfaToken = mfaToken();
        var otp = otp(0);

        var answer = world.token(OTP_GRANT, "mfa_token", mfaToken, "otp", otp);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer, "scope")).isEqualTo("openid profile email");
        assertThat(world.column(id, "logins_count", Integer.class)).isEqualTo(1);
        assertThat(world.token(OTP_GRANT, "mfa_token", mfaToken, "otp", otp).body())
                .isEqualTo(
                        "{\"error\":\"invalid_grant\"," + "\"error_description\":\"Malformed or expired mfa_token\"}");
        assertThat(world.token(OTP_GRANT, "mfa_token", mfaToken(), "otp", otp).body())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"Invalid otp_code.\"}");
    }

    @Test
    void wrongOneTimePasswordsAreCountedAsWrongPasswords() {
        for (int i = 0; i < 10; i++) {
            // The right password in between does not start the count anew.
            assertThat(world.token(OTP_GRANT, "mfa_token", mfaToken(), "otp", "abcdef")
                            .statusCode())
                    .isEqualTo(403);
        }

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(429);
    }

    @Test
    void wrongOneTimePasswordsCountForTheUserWhereverTheyComeFrom() {
        guessFromManyAddresses(9);
        assertThat(world.token(OTP_GRANT, "mfa_token", mfaToken(), "otp", otp(0))
                        .statusCode())
                .isEqualTo(200);
        guessFromManyAddresses(10);

        var answer = world.token(OTP_GRANT, "mfa_token", mfaToken(), "otp", otp(1));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(text(answer, "error")).isEqualTo("too_many_attempts");
        var blocks = "/api/v2/user-blocks/" + encoded(id);
        assertThat(world.api("GET", blocks, null).body())
                .isEqualTo("{\"blocked_for\":[{\"identifier\":\"" + id + "\"}]}");
        assertThat(world.api("DELETE", blocks, null).statusCode()).isEqualTo(204);
        assertThat(world.token(OTP_GRANT, "mfa_token", mfaToken(), "otp", otp(1))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theBlockOfASecondFactorIsThatOfItsUsersId() {
        world.set(id, "user_id = 'auth0|ANN'");
        id = "auth0|ANN";
        guessFromManyAddresses(10);
        var byName = "/api/v2/user-blocks?identifier=";

        assertThat(world.api("GET", byName + "ann%40example.com", null).body()).isEqualTo("{\"blocked_for\":[]}");
        assertThat(world.api("GET", byName + "auth0%7CANN", null).body())
                .isEqualTo("{\"blocked_for\":[{\"identifier\":\"auth0|ANN\"}]}");
        assertThat(world.api("DELETE", byName + "auth0%7CANN", null).statusCode())
                .isEqualTo(204);
        assertThat(world.api("GET", byName + "auth0%7CANN", null).body()).isEqualTo("{\"blocked_for\":[]}");
    }

    @Test
    void nothingThatWasCountedIsLeftOfAUserWhoIsDeleted() {
        guessFromManyAddresses(10);

        world.api("DELETE", "/api/v2/users/" + encoded(id), null);

        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM login_failures WHERE ip = ''")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void theTokenIsOfOneClientAndOneTime() {
        var mfaToken = mfaToken();
        var other = server.bean(Clients.class).create("other", Set.of(Scope.LOGIN_USERS));

        assertThat(text(world.token(other, OTP_GRANT, "mfa_token", mfaToken, "otp", otp(0)), "error"))
                .isEqualTo("invalid_grant");
        server.jdbc()
                .sql("UPDATE mfa_challenges SET expires_at = expires_at - interval '10 minutes'")
                .update();
        assertThat(text(world.token(OTP_GRANT, "mfa_token", mfaToken, "otp", otp(0)), "error_description"))
                .isEqualTo("Malformed or expired mfa_token");
        assertThat(text(world.token(OTP_GRANT, "mfa_token", "invented", "otp", otp(0)), "error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void aRecoveryCodeIsGoodOnceAndGivesTheNext() {
        var code = text(regenerate(id), "recovery_code");
        assertThat(code).matches("[A-Z0-9]{24}");

        var first = world.token(RECOVERY_GRANT, "mfa_token", mfaToken(), "recovery_code", code);

        assertThat(first.statusCode()).isEqualTo(200);
        var next = text(first, "recovery_code");
        assertThat(next).matches("[A-Z0-9]{24}").isNotEqualTo(code);
        assertThat(world.token(RECOVERY_GRANT, "mfa_token", mfaToken(), "recovery_code", code)
                        .body())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"MFA Authorization rejected.\"}");
        assertThat(world.token(RECOVERY_GRANT, "mfa_token", mfaToken(), "recovery_code", next)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRecoveryCodeIsNotUsedUpIfNoTokensCouldBeMade() {
        var code = text(regenerate(id), "recovery_code");
        var mfaToken = mfaToken();
        var request = new LoginRequest(world.client().clientId(), "127.0.0.1", Set.of(), null);

        assertThatThrownBy(() -> server.bean(LoginService.class).byRecoveryCode(request, mfaToken, code, login -> {
                    throw new IllegalStateException("There is no key.");
                }))
                .hasMessage("There is no key.");

        assertThat(world.token(RECOVERY_GRANT, "mfa_token", mfaToken, "recovery_code", code)
                        .statusCode())
                .isEqualTo(200);
        assertThat(world.column(id, "logins_count", Integer.class)).isEqualTo(1);
    }

    @Test
    void aNewRecoveryCodeEndsTheOldOne() {
        var old = text(regenerate(id), "recovery_code");

        var code = text(regenerate(id), "recovery_code");

        assertThat(world.token(RECOVERY_GRANT, "mfa_token", mfaToken(), "recovery_code", old)
                        .statusCode())
                .isEqualTo(403);
        assertThat(world.token(RECOVERY_GRANT, "mfa_token", mfaToken(), "recovery_code", code)
                        .statusCode())
                .isEqualTo(200);
        assertThat(world.isNull(id, "multifactor_last_modified")).isFalse();
        assertThat(server.jdbc()
                        .sql("SELECT code_hash FROM mfa_recovery_codes")
                        .query(String.class)
                        .single())
                .isNotEqualTo(code);
    }

    @Test
    void whoeverEnrolsAnewHasNeitherTheOldRecoveryCodeNorALoginThatWasBegunBefore() {
        var code = text(regenerate(id), "recovery_code");
        var begun = mfaToken();

        world.set(id, "mfa_factors = '[{\"totp\":{\"secret\":\"GEZDGNBVGY3TQOJQ\"}}]'");

        assertThat(recover(begun, code)).contains("Malformed or expired mfa_token");
        assertThat(recover(mfaToken(), code)).contains("MFA Authorization rejected.");
    }

    @Test
    void whoseFactorsAreBroughtAgainKeepsTheRecoveryCode() {
        var code = text(regenerate(id), "recovery_code");
        var begun = mfaToken();

        world.set(id, "mfa_factors = '[{\"totp\": {\"secret\": \"" + SECRET + "\"}}]'");

        assertThat(recover(begun, code)).contains("access_token");
    }

    private String recover(String mfaToken, String code) {
        return world.token(RECOVERY_GRANT, "mfa_token", mfaToken, "recovery_code", code)
                .body();
    }

    @Test
    void onlyWhoHasAFactorHasARecoveryCode() {
        var other = world.user("bob@example.com");

        var answer = regenerate(other);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Enrollment not found\","
                        + "\"errorCode\":\"enrollment_not_found\"}");
        assertThat(text(regenerate("auth0|nobody"), "errorCode")).isEqualTo("inexistent_user");
    }

    private void guessFromManyAddresses(int times) {
        var logins = server.bean(LoginService.class);
        for (int i = 0; i < times; i++) {
            var request = new LoginRequest(world.client().clientId(), "10.0.0." + i, Set.of(), null);
            var mfaToken = mfaToken();
            assertThatThrownBy(() -> logins.byOtp(request, mfaToken, "abcdef", login -> login))
                    .isInstanceOfSatisfying(
                            LoginException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(LoginProblem.WRONG_OTP));
        }
    }

    /** Without a body, and without a Content-Type. */
    private HttpResponse<String> regenerate(String userId) {
        return world.api("POST", "/api/v2/users/" + encoded(userId) + "/recovery-code-regeneration", null);
    }

    private String mfaToken() {
        return text(world.login("ann@example.com", "hello"), "mfa_token");
    }

    private static String otp(long stepsAway) {
        long step = Instant.now().getEpochSecond() / 30 + stepsAway;
        return "%06d".formatted(Totp.code(Totp.bytes(SECRET), step));
    }
}

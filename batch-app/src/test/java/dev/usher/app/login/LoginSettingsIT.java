package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static dev.usher.app.login.LoginWorld.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.problem.WrongSettingException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings other than the usual ones. */
class LoginSettingsIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.login.enabled=true",
            "usher.login.default-connection=" + DATABASE,
            "usher.login.max-failures=2",
            "usher.login.block-time=1h",
            "server.forward-headers-strategy=native",
            "usher.limit.tokens-per-second=0");

    @RegisterExtension
    static final ServerHarness openApi =
            new ServerHarness("usher.login.enabled=true", "usher.login.audiences=http://localhost:8080/api/v2/");

    @RegisterExtension
    static final ServerHarness external =
            new ServerHarness("usher.login.enabled=true", "usher.security.external-issuer=https://acme.example/");

    private final LoginWorld world = new LoginWorld(server);

    @BeforeEach
    void twoUsersOfOneName() {
        server.jdbc().sql("TRUNCATE users, login_failures").update();
        world.user("ann@example.com");
        world.user("customers", "ann@example.com", null, null);
    }

    @Test
    void aLoginWithoutARealmLooksInTheDefaultConnection() {
        world.user("customers", "bob@example.com", HELLO, null);

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
        assertThat(world.login("bob@example.com", "hello").statusCode()).isEqualTo(403);
    }

    @Test
    void theProxyIsBelievedWhereTheSettingsSaySo() {
        for (int i = 0; i < 2; i++) {
            assertThat(login("10.0.0.1", "wrong").statusCode()).isEqualTo(403);
        }

        assertThat(login("10.0.0.1", "hello").statusCode()).isEqualTo(429);
        assertThat(login("10.0.0.2", "hello").statusCode()).isEqualTo(200);
        assertThat(world.api("GET", "/api/v2/user-blocks?identifier=ann@example.com", null)
                        .body())
                .isEqualTo("{\"blocked_for\":[{\"identifier\":\"ann@example.com\",\"ip\":\"10.0.0.1\"}]}");
    }

    @Test
    void aBlockEndsAfterItsTime() {
        for (int i = 0; i < 2; i++) {
            world.login("ann@example.com", "wrong");
        }
        server.jdbc()
                .sql("UPDATE login_failures SET failed_at = now() - interval '1 hour'")
                .update();

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void aServerDoesNotStartWhereTokensOfUsersWouldOpenTheApi() {
        assertThatThrownBy(() -> openApi.bean(LoginService.class))
                .rootCause()
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("usher.login.audiences holds http://localhost:8080/api/v2/, which is for the tokens of"
                        + " clients: take it out");
    }

    @Test
    void aServerDoesNotStartWhereSomebodyElseIssuesTheTokens() {
        assertThatThrownBy(() -> external.bean(LoginService.class))
                .rootCause()
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith("usher.login.enabled and usher.security.external-issuer are both given");
    }

    private HttpResponse<String> login(String address, String password) {
        return server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"grant_type":"password","username":"ann@example.com","password":"%s",
                         "client_id":"%s","client_secret":"%s"}
                        """.formatted(
                        password, world.client().clientId(), world.client().secret()))));
    }
}

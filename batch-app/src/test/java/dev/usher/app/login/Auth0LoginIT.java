package dev.usher.app.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.mgmt.ManagementAPI;
import com.auth0.exception.APIException;
import com.auth0.net.client.DefaultHttpClient;
import dev.usher.app.ServerHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Auth0's own client for Java, unchanged, logs users in and looks after them. */
class Auth0LoginIT {

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private final AuthAPI auth = AuthAPI.newBuilder(
                    address(), world.client().clientId(), world.client().secret())
            .withHttpClient(DefaultHttpClient.newBuilder().withMaxRetries(0).build())
            .build();
    private final ManagementAPI management = ManagementAPI.newBuilder(address(), server.tokenWithAllScopes())
            .withHttpClient(DefaultHttpClient.newBuilder().withMaxRetries(0).build())
            .build();
    private String id = "";

    @BeforeEach
    void oneUser() {
        server.jdbc().sql("TRUNCATE login_failures").update();
        server.jdbc().sql("DELETE FROM users").update();
        id = world.user("ann@example.com");
    }

    @Test
    void logsInAndReadsTheProfileAndRefreshes() throws Exception {
        var tokens = auth.login("ann@example.com", "hello".toCharArray())
                .setScope("openid profile email offline_access")
                .execute()
                .getBody();
        assertThat(tokens.getExpiresIn()).isEqualTo(86_400);
        assertThat(tokens.getIdToken()).isNotNull();

        var profile = auth.userInfo(tokens.getAccessToken()).execute().getBody().getValues();
        assertThat(profile).containsEntry("sub", id).containsEntry("email", "ann@example.com");

        var next = auth.renewAuth(tokens.getRefreshToken()).execute().getBody();
        assertThat(auth.userInfo(next.getAccessToken()).execute().getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void logsInToAConnectionByItsName() throws Exception {
        var tokens = auth.login("ann@example.com", "hello".toCharArray(), LoginWorld.DATABASE)
                .setScope("openid")
                .execute()
                .getBody();

        assertThat(tokens.getIdToken()).isNotNull();
    }

    @Test
    void isToldThatAPasswordIsWrong() {
        assertThatThrownBy(() ->
                        auth.login("ann@example.com", "wrong".toCharArray()).execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(403);
                    assertThat(e.isInvalidCredentials()).isTrue();
                    assertThat(e.getDescription()).isEqualTo("Wrong email or password.");
                });
    }

    @Test
    void seesAndLiftsBlocks() throws Exception {
        for (int i = 0; i < 10; i++) {
            world.login("ann@example.com", "wrong");
        }

        var blocks = management.userBlocks().get(id).execute().getBody().getBlockedFor();
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).getIdentifier()).isEqualTo("ann@example.com");
        assertThat(blocks.get(0).getIP()).isEqualTo("127.0.0.1");
        management.userBlocks().delete(id).execute();
        assertThat(management
                        .userBlocks()
                        .getByIdentifier("ann@example.com")
                        .execute()
                        .getBody()
                        .getBlockedFor())
                .isEmpty();
        management.userBlocks().deleteByIdentifier("ann@example.com").execute();
    }

    @Test
    void completesALoginWithARecoveryCode() throws Exception {
        world.set(id, "mfa_factors = '[{\"phone\":{\"value\":\"+4915112345678\"}}]'");
        var code = management.users().rotateRecoveryCode(id).execute().getBody().getCode();

        assertThatThrownBy(() ->
                        auth.login("ann@example.com", "hello".toCharArray()).execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.isMultifactorRequired()).isTrue();
                    try {
                        var mfaToken = String.valueOf(e.getValue("mfa_token"));
                        var tokens = auth.exchangeMfaRecoveryCode(mfaToken, code.toCharArray())
                                .execute()
                                .getBody();
                        assertThat(tokens.getAccessToken()).isNotNull();
                    } catch (Exception failure) {
                        throw new AssertionError(failure);
                    }
                });
    }

    private static String address() {
        return server.uri("").toString();
    }
}

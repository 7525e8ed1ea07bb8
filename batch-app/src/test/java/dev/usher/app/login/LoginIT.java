package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static dev.usher.app.login.LoginWorld.HELLO;
import static dev.usher.app.login.LoginWorld.REALM_GRANT;
import static dev.usher.app.login.LoginWorld.claims;
import static dev.usher.app.login.LoginWorld.json;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.digest.Sha256;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginIT {

    private static final String WRONG =
            "{\"error\":\"invalid_grant\",\"error_description\":\"Wrong email or password.\"}";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.login.enabled=true",
            "usher.login.audiences=https://shop.example/",
            "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);

    @BeforeEach
    void forgetUsers() {
        server.jdbc().sql("TRUNCATE users, login_failures").update();
    }

    @Test
    void givesTheTokensOfAUser() {
        var id = world.user("ann@example.com");

        var answer = world.login("Ann@Example.com", "hello", "scope", "openid profile email offline_access fly:planes");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).propertyNames())
                .containsExactly("access_token", "refresh_token", "id_token", "scope", "expires_in", "token_type");
        assertThat(text(answer, "scope")).isEqualTo("openid profile email offline_access");
        assertThat(text(answer, "token_type")).isEqualTo("Bearer");
        assertThat(json(answer).path("expires_in").intValue()).isEqualTo(86_400);
        var access = claims(text(answer, "access_token"));
        assertThat(access.path("iss").stringValue()).isEqualTo("http://localhost:8080/");
        assertThat(access.path("sub").stringValue()).isEqualTo(id);
        assertThat(access.path("azp").stringValue()).isEqualTo(world.client().clientId());
        assertThat(access.path("aud").stringValue()).isEqualTo("http://localhost:8080/userinfo");
        assertThat(access.path("scope").stringValue()).isEqualTo("openid profile email offline_access");
        var idToken = claims(text(answer, "id_token"));
        assertThat(idToken.path("aud").stringValue()).isEqualTo(world.client().clientId());
        assertThat(idToken.path("sub").stringValue()).isEqualTo(id);
        assertThat(idToken.path("email").stringValue()).isEqualTo("ann@example.com");
        assertThat(idToken.path("email_verified").booleanValue()).isTrue();
        assertThat(idToken.path("nickname").stringValue()).isEqualTo("nick");
        assertThat(idToken.path("picture").stringValue()).startsWith("https://s.gravatar.com/");
        assertThat(idToken.path("exp").longValue() - idToken.path("iat").longValue())
                .isEqualTo(36_000);
    }

    @Test
    void saysInAnIdTokenWhatTheScopesNameOnly() {
        world.user("ann@example.com");

        var bare = claims(text(world.login("ann@example.com", "hello", "scope", "openid"), "id_token"));
        var email = claims(text(world.login("ann@example.com", "hello", "scope", "openid email"), "id_token"));
        var none = json(world.login("ann@example.com", "hello", "scope", "profile"));

        assertThat(bare.propertyNames()).containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "sid");
        assertThat(email.propertyNames())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "sid", "email", "email_verified");
        assertThat(none.has("id_token")).isFalse();
        assertThat(none.has("refresh_token")).isFalse();
    }

    @Test
    void tokensOfUsersDoNotOpenTheManagementApi() {
        world.user("ann@example.com");
        var answer = world.login("ann@example.com", "hello");

        for (var token : List.of(text(answer, "access_token"), text(answer, "id_token"))) {
            var refused = server.get("/api/v2/users", token);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(text(refused, "message")).isEqualTo("Invalid token");
        }
        assertThat(world.login("ann@example.com", "hello", "audience", "http://localhost:8080/api/v2/")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void givesTokensForAudiencesThatAreNamedInTheSettings() {
        world.user("ann@example.com");

        var both = world.login("ann@example.com", "hello", "audience", "https://shop.example/");
        var shopOnly = world.login("ann@example.com", "hello", "audience", "https://shop.example/", "scope", "profile");
        var other = world.login("ann@example.com", "hello", "audience", "https://other.example/");

        assertThat(claims(text(both, "access_token")).path("aud").toString())
                .isEqualTo("[\"https://shop.example/\",\"http://localhost:8080/userinfo\"]");
        assertThat(claims(text(shopOnly, "access_token")).path("aud").stringValue())
                .isEqualTo("https://shop.example/");
        assertThat(world.userInfo(text(shopOnly, "access_token")).statusCode()).isEqualTo(401);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("Service not found: https://other.example/");
    }

    @Test
    void logsInByUsername() {
        var id = world.user("ann@example.com");
        world.set(id, "username = 'ann_1'");

        assertThat(world.login("Ann_1", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhateverIsWrongInTheSameWords() {
        world.user("ann@example.com");
        world.user(DATABASE, "bob@example.com", null, null);

        for (var answer : List.of(
                world.login("ann@example.com", "Hello"),
                world.login("nobody@example.com", "hello"),
                world.login("bob@example.com", "hello"),
                world.login("\0' OR 1=1 --", "hello"),
                world.login("x".repeat(5_000), "hello"))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(WRONG);
        }
    }

    /** Work is counted, not time: how many hashes were computed for an answer. */
    @Test
    void computesAsMuchForNamesThatNobodyHas() {
        world.user("ann@example.com");
        world.user(DATABASE, "bob@example.com", null, null);
        world.user(DATABASE, "eve@example.com", null, "{\"algorithm\":\"md5\",\"hash\":{\"value\":\"broken\"}}");
        var counts = server.bean(LoginCounts.class);

        for (var name : List.of("ann@example.com", "nobody@example.com", "bob@example.com", "eve@example.com")) {
            long before = counts.hashes();
            world.login(name, "wrong");
            assertThat(counts.hashes() - before).as(name).isEqualTo(1);
        }
    }

    @Test
    void looksInTheConnectionThatIsNamed() {
        world.user("ann@example.com");
        world.connection("customers");

        var realm = new String[] {"username", "ann@example.com", "password", "hello", "realm", DATABASE};
        assertThat(world.token(REALM_GRANT, realm).statusCode()).isEqualTo(200);
        realm[5] = "customers";
        assertThat(world.token(REALM_GRANT, realm).body()).isEqualTo(WRONG);
        realm[5] = "nowhere";
        assertThat(world.token(REALM_GRANT, realm).body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"The connection does not exist.\"}");
    }

    @Test
    void doesNotGuessWhichOfTwoUsersIsMeant() {
        world.user("ann@example.com");
        world.user("customers", "ann@example.com", HELLO, null);

        assertThat(world.login("ann@example.com", "hello").body()).isEqualTo(WRONG);
        assertThat(world.token(REALM_GRANT, "username", "ann@example.com", "password", "hello", "realm", "customers")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aLinkedIdentityLogsItsUserIn() {
        var primary = world.user("ann@example.com");
        var secondary = world.user("customers", "ann@work.example", HELLO, null);
        world.set(secondary, "linked_to = '" + primary + "', linked_at = now()");
        world.set(primary, "has_linked = true, password_hash = NULL");

        var answer = world.login("ann@work.example", "hello");

        assertThat(claims(text(answer, "access_token")).path("sub").stringValue())
                .isEqualTo(primary);
        assertThat(world.column(primary, "logins_count", Integer.class)).isEqualTo(1);
        assertThat(world.column(primary, "last_ip", String.class)).isEqualTo("127.0.0.1");
        assertThat(world.isNull(primary, "last_login")).isFalse();
        for (var column : List.of("logins_count", "last_ip", "last_login")) {
            assertThat(world.isNull(secondary, column)).as(column).isTrue();
        }
    }

    /** Bcrypt would not hear all of the password, so its hash stays, and nothing but this column tells that it was used. */
    @Test
    void noImportMayReplaceThePasswordOfALinkedIdentityThatHasLoggedIn() {
        var password = "long ".repeat(20);
        var primary = world.user("ann@example.com");
        var secondary = world.user(
                "customers",
                "ann@work.example",
                null,
                "{\"algorithm\":\"sha256\",\"hash\":{\"encoding\":\"hex\",\"value\":\"" + Sha256.of(password) + "\"}}");
        world.set(secondary, "linked_to = '" + primary + "', linked_at = now()");

        assertThat(world.login("ann@work.example", password).statusCode()).isEqualTo(200);

        assertThat(world.isNull(secondary, "custom_password_hash")).isFalse();
        assertThat(world.column(secondary, "password_is_own", Boolean.class)).isTrue();
    }

    @Test
    void aBlockedUserIsToldSoForTheRightPasswordOnly() {
        var id = world.user("ann@example.com");
        world.set(id, "blocked = true");

        assertThat(world.login("ann@example.com", "hello").body())
                .isEqualTo("{\"error\":\"unauthorized\",\"error_description\":\"user is blocked\"}");
        assertThat(world.login("ann@example.com", "wrong").body()).isEqualTo(WRONG);
        assertThat(world.isNull(id, "last_login")).isTrue();
    }

    @Test
    void notesLoginsAndLeavesTheImportAsItWas() {
        var id = world.user("ann@example.com");
        var digest = UUID.randomUUID();
        world.set(id, "import_digest = '" + digest + "'");

        world.login("ann@example.com", "hello");
        world.login("ann@example.com", "hello");

        assertThat(world.column(id, "logins_count", Integer.class)).isEqualTo(2);
        assertThat(world.column(id, "last_ip", String.class)).isEqualTo("127.0.0.1");
        assertThat(world.column(id, "updated_at", OffsetDateTime.class))
                .isEqualTo(world.column(id, "last_login", OffsetDateTime.class));
        assertThat(world.column(id, "import_digest", UUID.class)).isEqualTo(digest);
        var shown = json(world.api("GET", "/api/v2/users/" + LoginWorld.encoded(id), null));
        assertThat(shown.path("logins_count").intValue()).isEqualTo(2);
        assertThat(shown.path("last_ip").stringValue()).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesClientsThatMayNotLogUsersIn() {
        world.user("ann@example.com");
        var other = server.bean(Clients.class).create("reports", Set.of(Scope.READ_USERS));

        var answer = world.token(other, "password", "username", "ann@example.com", "password", "hello");

        assertThat(answer.body())
                .isEqualTo("{\"error\":\"unauthorized_client\","
                        + "\"error_description\":\"Grant type 'password' not allowed for the client.\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhatIsMissing() {
        assertMissing(world.token("password", "password", "hello"), "username");
        assertMissing(world.token("password", "username", "ann@example.com"), "password");
        assertMissing(world.token(REALM_GRANT, "username", "ann@example.com", "password", "hello"), "realm");
        assertMissing(world.token("refresh_token"), "refresh_token");
        assertMissing(world.token(LoginWorld.OTP_GRANT, "otp", "123456"), "mfa_token");
    }

    @Test
    void takesNamesThatNoDatabaseTakesForWrongOnes() {
        var answer = server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"grant_type":"http://auth0.com/oauth/grant-type/password-realm","username":"\\ud800",
                         "password":"\\udfff","realm":"%s","client_id":"%s","client_secret":"%s"}
                        """.formatted(
                        DATABASE, world.client().clientId(), world.client().secret()))));

        assertThat(answer.body()).isEqualTo(WRONG);
    }

    private static void assertMissing(HttpResponse<String> answer, String name) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"Missing required parameter: " + name
                        + "\"}");
    }
}

package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.claims;
import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.json;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.app.security.token.SigningKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProfileIT {

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private String id = "";

    @BeforeEach
    void oneUser() {
        server.jdbc().sql("DELETE FROM users").update();
        id = world.user("ann@example.com");
        world.set(id, "user_metadata = '{\"color\":\"red\"}', app_metadata = '{\"roles\":[\"admin\"]}'");
    }

    @Test
    void showsAllOfTheUserWhateverTheScopesOfTheToken() {
        var login = world.login("ann@example.com", "hello", "scope", "openid");

        var answer = world.userInfo(text(login, "access_token"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        var profile = json(answer);
        assertThat(profile.path("sub").stringValue()).isEqualTo(id);
        assertThat(profile.path("user_id").stringValue()).isEqualTo(id);
        assertThat(profile.path("clientID").stringValue())
                .isEqualTo(world.client().clientId());
        assertThat(profile.path("nickname").stringValue()).isEqualTo("nick");
        assertThat(profile.path("name").stringValue()).isEqualTo("ann@example.com");
        assertThat(profile.path("picture").stringValue()).startsWith("https://s.gravatar.com/");
        assertThat(profile.path("email").stringValue()).isEqualTo("ann@example.com");
        assertThat(profile.path("email_verified").booleanValue()).isTrue();
        assertThat(profile.path("updated_at").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(profile.path("created_at").stringValue()).endsWith("Z");
        assertThat(profile.path("user_metadata").path("color").stringValue()).isEqualTo("red");
        assertThat(profile.path("app_metadata").path("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(profile.path("identities").path(0).path("provider").stringValue())
                .isEqualTo("auth0");
        assertThat(answer.body()).doesNotContain("hash").doesNotContain("$2b$");
    }

    @Test
    void showsTheSameToAPostAndForAnIdToken() {
        var login = world.login("ann@example.com", "hello");
        var idToken = text(login, "id_token");

        var get = world.userInfo(text(login, "access_token"));
        var post = server.send(
                server.request("/userinfo", text(login, "access_token")).POST(BodyPublishers.noBody()));
        var form = tokenInfo("application/x-www-form-urlencoded", "id_token=" + encoded(idToken));

        assertThat(json(get).propertyNames())
                .containsExactly(
                        "app_metadata",
                        "clientID",
                        "created_at",
                        "email",
                        "email_verified",
                        "identities",
                        "last_ip",
                        "last_login",
                        "logins_count",
                        "name",
                        "nickname",
                        "picture",
                        "sub",
                        "updated_at",
                        "user_id",
                        "user_metadata");
        assertThat(post.body()).isEqualTo(get.body());
        assertThat(world.tokenInfo(idToken).body()).isEqualTo(get.body());
        assertThat(form.body()).isEqualTo(get.body());
    }

    @Test
    void refusesWhoHasNoSuchToken() {
        var login = world.login("ann@example.com", "hello", "scope", "openid offline_access");
        var profileOnly = world.login("ann@example.com", "hello", "scope", "profile");
        var management = server.token(Scope.READ_USERS);

        for (var token : List.of(
                text(login, "id_token"),
                text(login, "refresh_token"),
                text(profileOnly, "access_token"),
                management,
                "",
                "nonsense",
                "a.b.c")) {
            assertUnauthorized(world.userInfo(token));
        }
        assertUnauthorized(server.send(HttpRequest.newBuilder(server.uri("/userinfo"))));
        assertUnauthorized(server.send(HttpRequest.newBuilder(server.uri("/userinfo"))
                .header("Authorization", "Basic " + text(login, "access_token"))));
        assertUnauthorized(server.send(
                HttpRequest.newBuilder(server.uri("/userinfo?access_token=" + text(login, "access_token")))));
        for (var token : List.of(text(login, "access_token"), text(login, "refresh_token"), management, "", "a.b.c")) {
            assertUnauthorized(world.tokenInfo(token));
        }
    }

    @Test
    void refusesBodiesThatAreNone() {
        for (var body : List.of("", "{", "[]", "{\"id_token\":null}", "{\"id_token\":7}", "\"x\"")) {
            assertUnauthorized(tokenInfo("application/json", body));
        }
        assertUnauthorized(tokenInfo("application/x-www-form-urlencoded", "token=x"));
    }

    @Test
    void refusesTokensThatSomebodyElseMade() throws Exception {
        var ours = server.bean(SigningKeys.class).list().get(0).jwk();
        var theirs = new RSAKeyGenerator(2048).keyID(ours.getKeyID()).generate();
        var login = world.login("ann@example.com", "hello");
        var access = claimsOf(text(login, "access_token"));
        var idToken = claimsOf(text(login, "id_token"));

        assertThat(world.userInfo(signed(ours, access, Map.of())).statusCode()).isEqualTo(200);
        assertThat(world.tokenInfo(signed(ours, idToken, Map.of())).statusCode())
                .isEqualTo(200);
        for (var changed : changes()) {
            assertUnauthorized(world.userInfo(signed(ours, access, changed)));
            assertUnauthorized(world.tokenInfo(signed(ours, idToken, changed)));
        }
        for (Map<String, @Nullable Object> changed :
                List.of(change("sid", "x"), change("sid", null), change("gty", null), change("azp", "nobody"))) {
            assertUnauthorized(world.userInfo(signed(ours, access, changed)));
        }
        assertUnauthorized(world.userInfo(signed(theirs, access, Map.of())));
        assertUnauthorized(world.tokenInfo(signed(theirs, idToken, Map.of())));
        assertUnauthorized(world.userInfo(text(login, "access_token") + "x"));
    }

    @Test
    void refusesTheTokensOfClientsThatAreGone() {
        var gone = server.bean(Clients.class).create("gone", Set.of(Scope.LOGIN_USERS));
        var login = world.token(gone, "password", "username", "ann@example.com", "password", "hello");
        assertThat(world.userInfo(text(login, "access_token")).statusCode()).isEqualTo(200);

        server.bean(Clients.class).delete(gone.clientId());

        assertUnauthorized(world.userInfo(text(login, "access_token")));
        assertUnauthorized(world.tokenInfo(text(login, "id_token")));
    }

    private static List<Map<String, @Nullable Object>> changes() {
        var changes = new ArrayList<Map<String, @Nullable Object>>();
        changes.add(change("sub", "auth0|somebody"));
        changes.add(change("sub", null));
        changes.add(change("iss", "https://example.com/"));
        changes.add(change("aud", "http://localhost:8080/api/v2/"));
        changes.add(change("aud", null));
        changes.add(change("exp", Instant.now().minusSeconds(60).getEpochSecond()));
        changes.add(change("exp", null));
        return changes;
    }

    private static Map<String, @Nullable Object> change(String name, @Nullable Object value) {
        var change = new HashMap<String, @Nullable Object>();
        change.put(name, value);
        return change;
    }

    private static Map<String, Object> claimsOf(String token) {
        Map<String, Object> values = new HashMap<>();
        claims(token)
                .properties()
                .forEach(claim -> values.put(
                        claim.getKey(),
                        claim.getValue().isNumber()
                                ? claim.getValue().longValue()
                                : claim.getValue().isBoolean()
                                        ? claim.getValue().booleanValue()
                                        : claim.getValue().stringValue()));
        return values;
    }

    private static String signed(
            RSAKey key, Map<String, Object> claims, Map<String, ? extends @Nullable Object> changed) throws Exception {
        Map<String, @Nullable Object> all = new HashMap<>(claims);
        all.putAll(changed);
        all.values().removeIf(value -> value == null);
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                JWTClaimsSet.parse(all));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static HttpResponse<String> tokenInfo(String contentType, String body) {
        return server.send(HttpRequest.newBuilder(server.uri("/tokeninfo"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("Unauthorized");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer realm=\"Users\", error=\"invalid_token\", error_description=\"");
    }
}

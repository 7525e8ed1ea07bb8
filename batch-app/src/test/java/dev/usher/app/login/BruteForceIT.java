package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.json;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class BruteForceIT {

    private static final int MAX = 10;

    private static final String TOO_MANY = "{\"error\":\"too_many_attempts\",\"error_description\":"
            + "\"Your account has been blocked after multiple consecutive login attempts.\"}";

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);

    @BeforeEach
    void forgetUsers() {
        server.jdbc().sql("TRUNCATE users, login_failures").update();
    }

    @Test
    void blocksANameAfterTenWrongPasswords() {
        world.user("ann@example.com");

        wrong("ann@example.com", MAX);

        var answer = world.login("ANN@example.com", "hello");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo(TOO_MANY);
        world.user("bob@example.com");
        assertThat(world.login("bob@example.com", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void blocksNamesThatNobodyHasInTheSameWay() {
        wrong("nobody@example.com", MAX);

        assertThat(world.login("nobody@example.com", "hello").body()).isEqualTo(TOO_MANY);
    }

    @Test
    void aRightPasswordStartsTheCountAnew() {
        world.user("ann@example.com");

        for (int i = 0; i < 3; i++) {
            wrong("ann@example.com", MAX - 1);
            assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void computesNothingForWhoIsBlocked() {
        world.user("ann@example.com");
        wrong("ann@example.com", MAX);
        long before = server.bean(LoginCounts.class).hashes();

        world.login("ann@example.com", "hello");

        assertThat(server.bean(LoginCounts.class).hashes()).isEqualTo(before);
    }

    @Test
    void answersExactlyTenOfManyGuessesAtTheSameTime() throws Exception {
        world.user("ann@example.com");
        var guess = (Callable<HttpResponse<String>>) () -> world.login("ann@example.com", "wrong");
        var answers = new ArrayList<Integer>();
        var threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<HttpResponse<String>>> futures = new ArrayList<>();
            for (int i = 0; i < 4 * MAX; i++) {
                futures.add(threads.submit(guess));
            }
            for (var future : futures) {
                answers.add(future.get().statusCode());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(answers).filteredOn(status -> status == 403).hasSize(MAX);
        assertThat(answers).filteredOn(status -> status == 429).hasSize(3 * MAX);
        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(429);
    }

    @Test
    void showsAndLiftsTheBlocksOfAUser() {
        var id = world.user("ann@example.com");
        world.set(id, "username = 'ann'");
        var path = "/api/v2/user-blocks/" + encoded(id);
        assertThat(world.api("GET", path, null).body()).isEqualTo("{\"blocked_for\":[]}");
        wrong("ann@example.com", MAX);
        wrong("ann", MAX);

        assertThat(world.api("GET", path, null).body())
                .isEqualTo("{\"blocked_for\":[{\"identifier\":\"ann\",\"ip\":\"127.0.0.1\"},"
                        + "{\"identifier\":\"ann@example.com\",\"ip\":\"127.0.0.1\"}]}");
        var lifted = world.api("DELETE", path, null);

        assertThat(lifted.statusCode()).isEqualTo(204);
        assertThat(lifted.body()).isEmpty();
        assertThat(world.api("GET", path, null).body()).isEqualTo("{\"blocked_for\":[]}");
        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void showsAndLiftsTheBlocksOfAName() {
        wrong("nobody@example.com", MAX);
        var path = "/api/v2/user-blocks?identifier=Nobody%40Example.com";

        assertThat(world.api("GET", path, null).body())
                .isEqualTo("{\"blocked_for\":[{\"identifier\":\"nobody@example.com\",\"ip\":\"127.0.0.1\"}]}");
        assertThat(world.api("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(world.api("GET", path, null).body()).isEqualTo("{\"blocked_for\":[]}");
        assertThat(world.api("GET", "/api/v2/user-blocks", null).statusCode()).isEqualTo(400);
    }

    @Test
    void knowsNoBlocksOfUsersWhoDoNotExist() {
        for (var method : List.of("GET", "DELETE")) {
            var answer = world.api(method, "/api/v2/user-blocks/auth0%7Cnobody", null);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(text(answer, "errorCode")).isEqualTo("inexistent_user");
        }
    }

    @Test
    void unblockingTheUserDoesNotLiftIt() {
        var id = world.user("ann@example.com");
        wrong("ann@example.com", MAX);

        world.api("PATCH", "/api/v2/users/" + encoded(id), "{\"blocked\":false}");

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(429);
        assertThat(json(world.api("GET", "/api/v2/user-blocks/" + encoded(id), null))
                        .path("blocked_for"))
                .hasSize(1);
    }

    @Test
    void aNameOfAnotherConnectionIsAnotherUsers() {
        var ann = world.user("ann@example.com");
        var other = world.user("acme", "ann@example.com", LoginWorld.HELLO, null);
        wrongIn("acme", MAX);

        assertThat(loginIn("acme", "hello")).isEqualTo(429);
        assertThat(loginIn(DATABASE, "hello")).isEqualTo(200);
        assertThat(blocks(ann)).isEmpty();
        assertThat(world.api("DELETE", "/api/v2/user-blocks/" + encoded(ann), null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(blocks(other)).hasSize(1);
        assertThat(loginIn("acme", "hello")).isEqualTo(429);
    }

    @Test
    void aRightPasswordForgivesNothingOfAnotherConnection() {
        world.user("ann@example.com");
        world.user("acme", "ann@example.com", LoginWorld.HELLO, null);

        wrongIn(DATABASE, MAX - 1);
        assertThat(loginIn("acme", "hello")).isEqualTo(200);
        wrongIn(DATABASE, 1);

        assertThat(loginIn(DATABASE, "hello")).isEqualTo(429);
    }

    @Test
    void whoeverIsFoundWithoutAConnectionIsCountedInItsOwn() {
        world.connection("acme");
        world.user("ann@example.com");

        wrong("ann@example.com", MAX - 1);
        wrongIn(DATABASE, 1);

        assertThat(loginIn(DATABASE, "hello")).isEqualTo(429);
        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(429);
    }

    @Test
    void aBlockOfANameThatTwoHaveIsShownAndLiftedOfBoth() {
        var ann = world.user("ann@example.com");
        var other = world.user("acme", "ann@example.com", LoginWorld.HELLO, null);
        wrong("ann@example.com", MAX);
        wrongIn("acme", MAX);

        assertThat(blocks(ann)).hasSize(1);
        assertThat(blocks(other)).hasSize(1);
        assertThat(json(world.api("GET", "/api/v2/user-blocks?identifier=ann%40example.com", null))
                        .path("blocked_for"))
                .hasSize(1);
        world.api("DELETE", "/api/v2/user-blocks/" + encoded(ann), null);

        assertThat(blocks(ann)).isEmpty();
        assertThat(blocks(other)).hasSize(1);
    }

    @Test
    void endsByItself() {
        world.user("ann@example.com");
        wrong("ann@example.com", MAX);

        server.jdbc()
                .sql("UPDATE login_failures SET failed_at = now() - interval '30 days'")
                .update();

        assertThat(world.login("ann@example.com", "wrong").statusCode()).isEqualTo(403);
        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotBelieveAHeaderThatNamesAnotherAddress() {
        world.user("ann@example.com");
        for (int i = 0; i < MAX; i++) {
            server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                    .header("Content-Type", "application/json")
                    .header("X-Forwarded-For", "10.0.0." + i)
                    .header("Forwarded", "for=10.0.0." + i)
                    .POST(BodyPublishers.ofString("""
                            {"grant_type":"password","username":"ann@example.com","password":"wrong",
                             "client_id":"%s","client_secret":"%s"}
                            """.formatted(
                                    world.client().clientId(), world.client().secret()))));
        }

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(429);
    }

    private JsonNode blocks(String userId) {
        return json(world.api("GET", "/api/v2/user-blocks/" + encoded(userId), null))
                .path("blocked_for");
    }

    private int loginIn(String connection, String password) {
        return world.token(
                        LoginWorld.REALM_GRANT,
                        "username",
                        "ann@example.com",
                        "password",
                        password,
                        "realm",
                        connection)
                .statusCode();
    }

    private void wrongIn(String connection, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(loginIn(connection, "wrong")).isEqualTo(403);
        }
    }

    private void wrong(String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(world.login(name, "wrong").statusCode()).isEqualTo(403);
        }
    }
}

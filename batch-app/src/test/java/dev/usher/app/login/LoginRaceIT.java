package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static dev.usher.app.login.LoginWorld.claims;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.users.UserService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Logins whose passwords were right when they were checked, and changes that come before the login is complete. */
class LoginRaceIT {

    private static final String MD4 =
            "{\"algorithm\":\"md4\",\"hash\":{\"value\":\"AbuUujgF0pPPkJPSFRTpmA==\",\"encoding\":\"base64\"}}";

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void forgetUsers() {
        server.jdbc().sql("DELETE FROM users").update();
        server.jdbc().sql("TRUNCATE login_failures").update();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aPasswordThatIsChangedMeanwhileIsWrong() {
        var id = world.user("ann@example.com");

        var answer =
                during(() -> change(id, "{\"password\":\"another one\"}"), 1).get(0);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer, "error_description")).isEqualTo("Wrong email or password.");
        assertThat(world.isNull(id, "last_login")).isTrue();
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM login_sessions")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aUserWhoIsBlockedMeanwhileIsNotLoggedIn() {
        var id = world.user("ann@example.com");

        var answer = during(() -> change(id, "{\"blocked\":true}"), 1).get(0);

        assertThat(text(answer, "error_description")).isEqualTo("user is blocked");
    }

    @Test
    void aUserWhoIsLinkedMeanwhileIsLoggedInAsTheOneWhoHasTheIdentityNow() {
        var id = world.user("ann@example.com");
        var primary = world.user("other", "ann@work.example", LoginWorld.HELLO, null);

        var answer = during(() -> server.bean(UserService.class).link(primary, id), 1)
                .get(0);

        assertThat(claims(text(answer, "access_token")).path("sub").stringValue())
                .isEqualTo(primary);
    }

    @Test
    void aHashThatAnotherLoginReplacesMeanwhileIsStillThatOfTheSamePassword() {
        var id = world.user(DATABASE, "ann@example.com", null, MD4);

        var answers = during(
                () -> server.jdbc()
                        .sql("SELECT FROM users WHERE user_id = :id FOR UPDATE")
                        .param("id", id)
                        .query((row, number) -> "")
                        .list(),
                2,
                "shh");

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200);
        assertThat(world.column(id, "password_hash", String.class)).startsWith("$2b$10$");
        assertThat(world.column(id, "logins_count", Integer.class)).isEqualTo(2);
    }

    private void change(String id, String body) {
        server.bean(UserService.class).update(id, (ObjectNode) LoginWorld.JSON.readTree(body));
    }

    private List<HttpResponse<String>> during(Runnable change, int logins) {
        return during(change, logins, "hello");
    }

    /** Logins that find the user locked by a change, and go on when it is committed. */
    private List<HttpResponse<String>> during(Runnable change, int logins, String password) {
        var transactions = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        var answers = transactions.execute(status -> {
            change.run();
            var begun = IntStream.range(0, logins)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> world.login("ann@example.com", password), threads))
                    .toList();
            Eventually.await(() -> waiting() == logins);
            return begun;
        });
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static long waiting() {
        return server.jdbc()
                .sql("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND datname = current_database()")
                .query(Long.class)
                .single();
    }
}

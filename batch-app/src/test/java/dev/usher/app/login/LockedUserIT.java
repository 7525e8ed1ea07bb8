package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Users whose rows somebody else has locked, as an import does that changes many. */
class LockedUserIT {

    /** As many as the pool of a server has connections, and more. */
    private static final int MANY = 60;

    private static final int AT_ONCE = 8;

    private static final String MD4 =
            "{\"algorithm\":\"md4\",\"hash\":{\"value\":\"AbuUujgF0pPPkJPSFRTpmA==\",\"encoding\":\"base64\"}}";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.login.enabled=true", "usher.limit.tokens-per-second=0", "usher.limit.requests-per-second=0");

    private final LoginWorld world = new LoginWorld(server);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String ann = "";
    private String second = "";

    @BeforeEach
    void oneUserOfTwoIdentities() {
        server.jdbc().sql("DELETE FROM users").update();
        server.jdbc().sql("TRUNCATE login_failures").update();
        ann = world.user("ann@example.com");
        second = world.user("customers", "ann@work.example", null, MD4);
        var linked = world.api(
                "POST",
                "/api/v2/users/" + encoded(ann) + "/identities",
                "{\"provider\":\"auth0\",\"user_id\":\"" + second + "\"}");
        assertThat(linked.statusCode()).isEqualTo(201);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aChangeThatWaitsTooLongIsToldWhenToComeBack() {
        var answer = holding(() -> {
            lock(ann);
            return world.api("PATCH", path(), "{\"name\":\"Ann\"}");
        });

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void aLoginThatWaitsTooLongIsToldSoInTheWordsOfLogins() {
        var answer = holding(() -> {
            lock(ann);
            return world.login("ann@example.com", "hello");
        });

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(text(answer, "error")).isEqualTo("temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void thoseWhoWaitLeaveConnectionsForTheOthers() {
        var read = holding(() -> {
            lock(ann);
            IntStream.range(0, MANY)
                    .forEach(i -> threads.execute(() -> world.api("PATCH", path(), "{\"name\":\"A\"}")));
            Eventually.await(() -> waiting() >= AT_ONCE);
            return List.of(world.api("GET", path(), null).statusCode(), (int) waiting());
        });

        assertThat(read.get(0)).isEqualTo(200);
        assertThat(read.get(1)).isLessThanOrEqualTo(AT_ONCE);
    }

    @Test
    void aDeletionThatADeadlockBreaksIsDoneAgain() {
        var answer = deadlocked(() -> lock(second), () -> world.api("DELETE", path(), null), () -> lock(ann));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(count("users")).isZero();
    }

    @Test
    void aLoginThatADeadlockBreaksIsDoneAgain() {
        var answer = deadlocked(() -> lock(second), () -> world.login("ann@work.example", "shh"), () -> lock(ann));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(world.column(ann, "logins_count", Integer.class)).isEqualTo(1);
    }

    /** Whichever of the two rows is deleted first, in one of the two orders there is a deadlock. */
    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "2.2.2.2"})
    void aBlockIsLiftedThatOthersCountAtTheSameTime(String first) {
        var last = first.equals("1.1.1.1") ? "2.2.2.2" : "1.1.1.1";
        for (var ip : List.of("1.1.1.1", "2.2.2.2")) {
            server.jdbc()
                    .sql("INSERT INTO login_failures (identifier, connection_id, ip, failures, failed_at)"
                            + " VALUES ('ann@example.com', :connection, :ip, 10, now())")
                    .param("connection", world.connection(DATABASE).id())
                    .param("ip", ip)
                    .update();
        }

        var answer = deadlocked(
                () -> lockFailures(first),
                () -> world.api("DELETE", "/api/v2/user-blocks/" + encoded(ann), null),
                () -> lockFailures(last));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(count("login_failures")).isZero();
    }

    /** The request waits for what is locked first, then this side for what the request has locked. */
    private HttpResponse<String> deadlocked(Runnable first, Supplier<HttpResponse<String>> request, Runnable then) {
        return holding(() -> {
                    server.jdbc().sql("SET LOCAL deadlock_timeout = '1h'").update();
                    first.run();
                    var answer = CompletableFuture.supplyAsync(request, threads);
                    Eventually.await(() -> waiting() == 1);
                    then.run();
                    return answer;
                })
                .join();
    }

    private static <T> T holding(Supplier<T> work) {
        var transactions = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        return transactions.execute(status -> work.get());
    }

    private static void lock(String id) {
        server.jdbc()
                .sql("SELECT user_id FROM users WHERE user_id = :id FOR UPDATE")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static void lockFailures(String ip) {
        server.jdbc()
                .sql("SELECT ip FROM login_failures WHERE ip = :ip FOR UPDATE")
                .param("ip", ip)
                .query(String.class)
                .optional();
    }

    private static long waiting() {
        return server.jdbc()
                .sql("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND datname = current_database()")
                .query(Long.class)
                .single();
    }

    private static long count(String table) {
        return server.jdbc()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    private String path() {
        return "/api/v2/users/" + encoded(ann);
    }
}

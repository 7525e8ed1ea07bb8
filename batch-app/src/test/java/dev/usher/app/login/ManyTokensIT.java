package dev.usher.app.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests for tokens that take long, and others that must not wait for them. */
class ManyTokensIT {

    private static final int MOST_AT_ONCE = 20;

    /** So many transactions wait for locked rows; others wait for their place. */
    private static final int MOST_WITH_LOCKS = 8;

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);

    @Test
    void loginsThatWaitDoNotKeepOthersFromTheirTokens() {
        var id = world.user("ann@example.com");
        var other = server.bean(Clients.class).create("other", Set.of(Scope.READ_USERS));
        var logins = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        var threads = Executors.newCachedThreadPool();
        try {
            new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                world.set(id, "blocked = false");
                for (int i = 0; i <= MOST_AT_ONCE; i++) {
                    logins.add(CompletableFuture.supplyAsync(() -> world.login("ann@example.com", "hello"), threads));
                }
                Eventually.await(() -> waiting() == MOST_WITH_LOCKS);

                assertThat(server.token(other)).isNotEmpty();
            });
            assertThat(logins)
                    .allSatisfy(login -> assertThat(login.join().statusCode()).isEqualTo(200));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bodiesThatComeSlowlyKeepNoMoreThanTheirShareOfTheThreads() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                slow.add(halfARequest());
            }

            Eventually.await(() -> world.token("client_credentials").statusCode() == 429);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
        Eventually.await(() -> world.token("client_credentials").statusCode() == 200);
    }

    private static Socket halfARequest() throws IOException {
        var uri = server.uri("/oauth/token");
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream().write("""
                        POST /oauth/token HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/x-www-form-urlencoded\r
                        Content-Length: 100\r
                        \r
                        grant_type=""".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long waiting() {
        return server.jdbc()
                .sql("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND datname = current_database()")
                .query(Long.class)
                .single();
    }
}

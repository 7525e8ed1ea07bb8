package dev.usher.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.FirstClient;
import dev.usher.app.security.client.Scope;
import dev.usher.app.security.token.SigningKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Tokens, clients and keys over time. */
class TokenLifeIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.security.token-lifetime=1h")
            .with(ScopedController.class)
            .with(LaterClock.class);

    private final Clients clients = server.bean(Clients.class);
    private final SigningKeys keys = server.bean(SigningKeys.class);

    /** A clock that goes on by itself, and by leaps. */
    static final class LaterClock extends Clock {

        private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

        static void leap(Duration by) {
            AHEAD.updateAndGet(by::plus);
        }

        @Bean
        @Primary
        Clock leapingClock() {
            return this;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(AHEAD.get());
        }
    }

    @Test
    void aTokenExpires() {
        var token = server.token(reader());
        assertThat(status(token)).isEqualTo(200);

        LaterClock.leap(Duration.ofMinutes(59));
        assertThat(status(token)).isEqualTo(200);
        LaterClock.leap(Duration.ofMinutes(2));
        assertThat(status(token)).isEqualTo(401);
        assertThat(server.get("/api/v2/test/read", token).body()).contains("Expired token received");
    }

    @Test
    void aTokenEndsWithItsClient() {
        var client = reader();
        var token = server.token(client);
        assertThat(status(token)).isEqualTo(200);

        clients.delete(client.clientId());

        LaterClock.leap(Duration.ofSeconds(5));
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void aTokenOutlivesTheSecretThatItWasGivenFor() {
        var client = reader();
        var token = server.token(client);

        var rotated = clients.rotate(client.clientId()).orElseThrow();

        LaterClock.leap(Duration.ofSeconds(5));
        assertThat(status(token)).isEqualTo(200);
        assertThat(answer(client).statusCode()).isEqualTo(401);
        assertThat(answer(rotated).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenOutlivesTheKeyThatSignedIt() {
        var old = keys.revokeAll();
        LaterClock.leap(Duration.ofSeconds(5));
        var client = reader();
        var before = server.token(client);

        var fresh = keys.rotate();

        LaterClock.leap(Duration.ofSeconds(5));
        assertThat(status(before)).isEqualTo(200);
        assertThat(signer(server.token(client)))
                .as("until all nodes know the new one")
                .isEqualTo(old);
        server.jdbc()
                .sql("UPDATE signing_keys SET created_at = created_at - interval '1 minute'")
                .update();
        LaterClock.leap(Duration.ofSeconds(5));
        var after = server.token(client);
        assertThat(signer(after)).isEqualTo(fresh);
        assertThat(status(after)).isEqualTo(200);
        assertThat(status(before)).isEqualTo(200);
    }

    @Test
    void revocationEndsAllTokens() {
        var client = reader();
        var before = server.token(client);

        keys.revokeAll();

        LaterClock.leap(Duration.ofSeconds(5));
        assertThat(status(before)).isEqualTo(401);
        assertThat(status(server.token(client))).isEqualTo(200);
    }

    @Test
    void noTokenIsCalledBadIfItsClientCantBeLookedUp() {
        var token = server.token(reader());
        server.jdbc().sql("ALTER TABLE clients RENAME TO gone").update();
        try {
            assertThat(status(token)).isEqualTo(503);
        } finally {
            server.jdbc().sql("ALTER TABLE gone RENAME TO clients").update();
        }
        assertThat(status(token)).isEqualTo(200);
    }

    @Test
    void noTokenIsCalledBadIfTheKeysCantBeLookedUp() {
        var token = server.token(reader());
        LaterClock.leap(Duration.ofSeconds(5));
        server.jdbc().sql("ALTER TABLE signing_keys RENAME TO gone").update();
        try {
            assertThat(status(token)).isEqualTo(503);
        } finally {
            server.jdbc().sql("ALTER TABLE gone RENAME TO signing_keys").update();
        }
        assertThat(status(token)).isEqualTo(200);
    }

    @Test
    void aFirstClientMayDoEverythingAndIsShownOnce() {
        var first = server.bean(FirstClient.class).take().orElseThrow();

        assertThat(server.bean(FirstClient.class).take()).isEmpty();
        assertThat(clients.find(first.clientId()).orElseThrow().scopes()).isEqualTo(Scope.all());
        assertThat(status(server.token(first))).isEqualTo(200);
    }

    @Test
    void noLogHoldsASecretOrAToken() {
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var security = (Logger) LoggerFactory.getLogger("org.springframework.security");
        var level = security.getLevel();
        log.start();
        root.addAppender(log);
        security.setLevel(Level.DEBUG);
        try {
            var client = reader();
            var wrong = new ClientCredentials(client.clientId(), "wrong" + client.secret());
            var token = server.token(client);
            answer(wrong);
            json("{\"grant_type\":\"client_credentials\",\"client_secret\":\"" + client.secret());
            status(token);
            status(token.substring(0, token.length() - 3));
            clients.rotate(client.clientId());

            var all = String.join("\n", log.list.stream().map(TokenLifeIT::text).toList());
            assertThat(all)
                    .doesNotContain(client.secret())
                    .doesNotContain(token.substring(token.lastIndexOf('.'), token.length() - 3))
                    .doesNotContain(
                            keys.list().get(0).jwk().getPrivateExponent().toString());
        } finally {
            security.setLevel(level);
            root.detachAppender(log);
        }
    }

    private static String text(ILoggingEvent event) {
        var text = new StringBuilder(event.getFormattedMessage());
        for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            text.append('\n').append(cause.getMessage());
        }
        return text.toString();
    }

    private ClientCredentials reader() {
        return clients.create("reader", EnumSet.of(Scope.READ_USERS));
    }

    private static int status(String token) {
        return server.get("/api/v2/test/read", token).statusCode();
    }

    private static String signer(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> json(String body) {
        return server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> answer(ClientCredentials client) {
        return json("{\"grant_type\":\"client_credentials\",\"client_id\":\"" + client.clientId()
                + "\",\"client_secret\":\"" + client.secret() + "\"}");
    }
}

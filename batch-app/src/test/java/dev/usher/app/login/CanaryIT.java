package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static dev.usher.app.login.LoginWorld.OTP_GRANT;
import static dev.usher.app.login.LoginWorld.encoded;
import static dev.usher.app.login.LoginWorld.json;
import static dev.usher.app.login.LoginWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.usher.app.ServerHarness;
import dev.usher.jobs.digest.Sha256;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Users whose every secret can be recognised do all that users can do; none of it is seen where it must not be. */
class CanaryIT {

    private static final int USERS = Integer.getInteger("usher.canary.users", 40);

    private static final int PORT = freePort();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.login.enabled=true",
            "usher.limit.tokens-per-second=0",
            "usher.limit.requests-per-second=0",
            "management.server.port=" + PORT);

    private final LoginWorld world = new LoginWorld(server);
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
    private final List<String> secrets = Collections.synchronizedList(new ArrayList<>());

    @Test
    void noSecretLeavesTheDatabaseAndNoNameIsLogged() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        root.addAppender(log);
        try {
            IntStream.range(0, USERS).parallel().forEach(this::live);
        } finally {
            root.detachAppender(log);
        }
        var metrics = server.send(HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/metrics")))
                .body();
        var logged = new StringBuilder();
        log.list.forEach(event -> logged.append(event.getFormattedMessage())
                .append(
                        event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));

        assertThat(secrets).hasSize(7 * USERS);
        assertThat(secretsIn(String.join("\n", answers))).isEmpty();
        assertThat(secretsIn(logged.toString())).isEmpty();
        assertThat(metrics).contains("usher_logins").doesNotContainIgnoringCase("canary");
        assertThat(logged.toString()).doesNotContainIgnoringCase("canary");
        assertThat(String.join("\n", refusals)).doesNotContainIgnoringCase("canary");
    }

    private List<String> secretsIn(String text) {
        var folded = text.toLowerCase(Locale.ROOT);
        return secrets.parallelStream()
                .filter(secret -> folded.contains(secret.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private void live(int number) {
        var email = "canary" + number + "@example.com";
        var password = "Canary-password-" + number;
        var salt = "Canary-salt-" + number;
        var hash = Sha256.of(salt + password);
        var otpSecret = ("CANARY" + Integer.toString(number, 26) + "Q".repeat(20))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[0189]", "Z")
                .substring(0, 24);
        var id = world.user(
                DATABASE,
                email,
                null,
                "{\"algorithm\":\"sha256\",\"hash\":{\"value\":\"" + hash
                        + "\",\"encoding\":\"hex\"},\"salt\":{\"value\":\"" + salt + "\"}}");
        world.set(id, "name = 'Canary " + number + "', user_metadata = '{\"pet\":\"Canary\"}'");
        see(world.login(email, "Canary-wrong-" + number));
        secrets.addAll(List.of(password, salt, hash, otpSecret, "Canary-wrong-" + number));

        var login = see(world.login(email, password, "scope", "openid profile email offline_access"));
        assertThat(login.statusCode()).isEqualTo(200);
        secrets.add(world.column(id, "password_hash", String.class));
        see(world.userInfo(text(login, "access_token")));
        see(world.tokenInfo(text(login, "id_token")));
        see(world.refresh(text(login, "refresh_token")));
        see(world.refresh(text(login, "refresh_token")));

        world.set(id, "mfa_factors = '[{\"totp\":{\"secret\":\"" + otpSecret + "\"}}]'");
        see(world.api("POST", "/api/v2/users/" + encoded(id) + "/recovery-code-regeneration", null));
        secrets.add(server.jdbc()
                .sql("SELECT code_hash FROM mfa_recovery_codes WHERE user_id = :id")
                .param("id", id)
                .query(String.class)
                .single());
        var mfaToken = text(see(world.login(email, password)), "mfa_token");
        see(world.token(OTP_GRANT, "mfa_token", mfaToken, "otp", "Canary"));
        see(world.api("GET", "/api/v2/users/" + encoded(id), null));
        see(world.api("GET", "/api/v2/user-blocks/" + encoded(id), null));
        see(world.api("PATCH", "/api/v2/users/" + encoded(id), "{\"blocked\":true}"));
        see(world.login(email, password));
        see(world.userInfo(text(login, "access_token")));
        see(world.token("password", "username", email));
    }

    private HttpResponse<String> see(HttpResponse<String> answer) {
        answers.add(answer.headers().map() + answer.body());
        if (answer.statusCode() >= 400) {
            refusals.add(answer.headers().map() + answer.body());
        } else if (!answer.body().isEmpty()) {
            assertThat(json(answer).isObject()).isTrue();
        }
        return answer;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.usher.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.usher.app.ServerHarness;
import dev.usher.app.SigningKeyOfTests;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.FirstClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Tokens of somebody else, whose keys are fetched. */
class ExternalIssuerIT {

    private static final String KEYS = "/.well-known/jwks.json";
    private static final String AUDIENCE = "https://usher.example.com/";

    private static final RSAKey KEY = SigningKeyOfTests.key();
    private static final HttpServer ISSUER = issuer();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
                    "usher.security.external-issuer=" + issuerName(), "usher.security.external-audience=" + AUDIENCE)
            .with(ScopedController.class);

    @AfterAll
    static void stopIssuer() {
        ISSUER.stop(0);
    }

    @Test
    void believesItsTokens() {
        assertThat(read(token("JWT", Map.of())).body()).isEqualTo("robot read:users");
        assertThat(read(token("at+jwt", Map.of())).statusCode()).isEqualTo(200);
    }

    @Test
    void readsAListOfScopes() {
        var token = token("JWT", Map.of("scope", List.of("create:users", "fly:planes")));

        assertThat(read(token).body()).isEqualTo("robot create:users");
    }

    @Test
    void refusesWhatItDidNotSignForUs() throws JOSEException {
        var ours = new RawToken("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", "{}").rs256(rsa().toPrivateKey());

        assertThat(read(token("JWT", Map.of("aud", "http://localhost:8080/api/v2/")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(read(token("JWT", Map.of("iss", "http://localhost:8080/"))).statusCode())
                .isEqualTo(401);
        assertThat(read(token("logout+jwt", Map.of())).statusCode()).isEqualTo(401);
        assertThat(read(ours).statusCode()).isEqualTo(401);
    }

    @Test
    void givesNoTokensItself() {
        var token = server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=a&client_secret=b")));

        assertThat(token.statusCode()).isEqualTo(404);
        assertThat(server.send(HttpRequest.newBuilder(server.uri(KEYS))).statusCode())
                .isEqualTo(404);
        assertThat(server.bean(FirstClient.class).take()).isEmpty();
        assertThat(server.bean(Clients.class).list()).isEmpty();
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM signing_keys")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static HttpResponse<String> read(String token) {
        return server.get("/api/v2/test/read", token);
    }

    private static String token(String type, Map<String, Object> changes) {
        var claims = new TreeMap<String, Object>(Map.of(
                "iss",
                issuerName(),
                "aud",
                AUDIENCE,
                "azp",
                "robot",
                "exp",
                Instant.now().getEpochSecond() + 60,
                "scope",
                "read:users openid"));
        claims.putAll(changes);
        var header = "{\"alg\":\"RS256\",\"typ\":\"" + type + "\",\"kid\":\"" + KEY.getKeyID() + "\"}";
        try {
            return new RawToken(header, JsonMapper.shared().writeValueAsString(claims)).rs256(KEY.toPrivateKey());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String issuerName() {
        return "http://127.0.0.1:" + ISSUER.getAddress().getPort() + "/";
    }

    private static HttpServer issuer() {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            http.createContext(KEYS, exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

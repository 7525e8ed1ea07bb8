package dev.usher.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.app.security.token.SigningKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** What an attacker could bring instead of a token, and what a careless client does. */
class ForgedTokensIT {

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("server.max-http-request-header-size=64KB").with(ScopedController.class);

    private static final String PATH = "/api/v2/test/read";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String MALFORMED =
            "{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"Bad HTTP authentication header format\"}";
    private static final String MISSING =
            "{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Missing authentication\"}";
    private static final String EXPIRED = "{\"statusCode\":401,\"error\":\"Unauthorized\","
            + "\"message\":\"Expired token received for JSON Web Token validation\","
            + "\"attributes\":{\"error\":\"Expired token received for JSON Web Token validation\"}}";
    private static final String BAD_SIGNATURE = "{\"statusCode\":401,\"error\":\"Unauthorized\","
            + "\"message\":\"Invalid signature received for JSON Web Token validation\"}";
    private static final String INVALID = "{\"statusCode\":401,\"error\":\"Unauthorized\","
            + "\"message\":\"Invalid token\",\"errorCode\":\"invalid_token\"}";

    private final Instant now = Instant.now();
    private final RSAKey ours = server.bean(SigningKeys.class).list().get(0).jwk();
    private final RSAKey theirs = rsa();
    private final String clientId =
            server.bean(Clients.class).create("forger", Scope.all()).clientId();

    /** All that follows would prove nothing if this were refused. */
    @Test
    void aTokenAsOursIsGood() {
        assertThat(status(sound(Map.of()))).isEqualTo(200);
        assertThat(status(sound(Map.of("aud", new String[] {"https://other/", "http://localhost:8080/api/v2/"}))))
                .isEqualTo(200);
        assertThat(status(sound(Map.of("exp", seconds(-20), "iat", seconds(-90)))))
                .as("clocks may differ")
                .isEqualTo(200);
        assertThat(status(sound(Map.of("nbf", seconds(20)))))
                .as("clocks may differ")
                .isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> refusesAlgorithmsThatAreNotOurs() {
        var pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        var cases = new LinkedHashMap<String, String>();
        for (var none : new String[] {"none", "None", "NONE", "nOnE", "", "null"}) {
            cases.put("alg " + none, new RawToken(header("alg", none), payload(Map.of())).unsigned());
            cases.put(
                    "alg " + none + " with a signature",
                    new RawToken(header("alg", none), payload(Map.of())).rs256(key()));
        }
        cases.put("no alg", new RawToken(header("alg", null), payload(Map.of())).rs256(key()));
        cases.put("alg as a number", new RawToken(header("alg", 256), payload(Map.of())).rs256(key()));
        for (var bits : new String[] {"256", "384", "512"}) {
            var token = new RawToken(header("alg", "HS" + bits), payload(Map.of()));
            cases.put("HS" + bits + " with the public key in PEM", token.hmac("HmacSHA" + bits, pem));
            cases.put("HS" + bits + " with the public key in DER", token.hmac("HmacSHA" + bits, der()));
        }
        var hs256 = new RawToken(header("alg", "HS256"), payload(Map.of()));
        cases.put(
                "HS256 with the public JWK",
                hs256.hmac("HmacSHA256", utf8(ours.toPublicJWK().toJSONString())));
        cases.put(
                "HS256 with the modulus",
                hs256.hmac("HmacSHA256", ours.getModulus().decode()));
        cases.put(
                "RS256 that is an HS256",
                new RawToken(header("alg", "RS256"), payload(Map.of())).hmac("HmacSHA256", pem));
        cases.put("RS384", new RawToken(header("alg", "RS384"), payload(Map.of())).signed("SHA384withRSA", key()));
        cases.put("RS512", new RawToken(header("alg", "RS512"), payload(Map.of())).signed("SHA512withRSA", key()));
        cases.put("RS1", new RawToken(header("alg", "RS1"), payload(Map.of())).signed("SHA1withRSA", key()));
        cases.put(
                "ES256",
                new RawToken(header("alg", "ES256"), payload(Map.of())).signed("SHA256withECDSAinP1363Format", ec()));
        cases.put(
                "ES256 with a signature of zeros",
                new RawToken(header("alg", "ES256"), payload(Map.of())).unsigned() + RawToken.encode("\0".repeat(64)));
        cases.put("rs256", new RawToken(header("alg", "rs256"), payload(Map.of())).rs256(key()));
        cases.put("no type", new RawToken(header("typ", null), payload(Map.of())).rs256(key()));
        cases.put("another type", new RawToken(header("typ", "dpop+jwt"), payload(Map.of())).rs256(key()));
        cases.put("compressed", new RawToken(header("zip", "DEF"), payload(Map.of())).rs256(theirs()));
        cases.put("critical header", new RawToken(header("crit", new String[] {"x"}), payload(Map.of())).rs256(key()));
        cases.put("unencoded payload", new RawToken(header("b64", false), payload(Map.of())).rs256(theirs()));
        return refused(cases, 401, INVALID, BAD_SIGNATURE);
    }

    @TestFactory
    Stream<DynamicTest> refusesKeysThatAreNotOurs() {
        var own = JSON.readValue(theirs.toPublicJWK().toJSONString(), Map.class);
        var url = "http://127.0.0.1:1/keys.json";
        var cases = new LinkedHashMap<String, String>();
        cases.put("another key", new RawToken(header("kid", ours.getKeyID()), payload(Map.of())).rs256(theirs()));
        cases.put("without an id", new RawToken(header("kid", null), payload(Map.of())).rs256(theirs()));
        for (var kid : new String[] {
            "unknown",
            "",
            "../../../../../../dev/null",
            "/etc/passwd",
            "' OR '1'='1",
            "x' UNION SELECT 'y",
            url,
            "\0",
            "$(id)",
            "${jndi:ldap://127.0.0.1/a}",
            ours.getKeyID() + "\0",
            ours.getKeyID().toUpperCase(Locale.ROOT)
        }) {
            cases.put("key id " + kid, new RawToken(header("kid", kid), payload(Map.of())).rs256(theirs()));
        }
        cases.put(
                "key id that is a list",
                new RawToken(header("kid", new String[] {ours.getKeyID()}), payload(Map.of())).rs256(key()));
        cases.put("key in the header", new RawToken(header("jwk", own), payload(Map.of())).rs256(theirs()));
        cases.put(
                "key in the header, unknown id",
                new RawToken(
                                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + theirs.getKeyID() + "\",\"jwk\":"
                                        + theirs.toPublicJWK().toJSONString() + "}",
                                payload(Map.of()))
                        .rs256(theirs()));
        cases.put("key elsewhere (jku)", new RawToken(header("jku", url), payload(Map.of())).rs256(theirs()));
        cases.put("certificate elsewhere (x5u)", new RawToken(header("x5u", url), payload(Map.of())).rs256(theirs()));
        cases.put(
                "certificate in the header",
                new RawToken(header("x5c", new String[] {"MIIB"}), payload(Map.of())).rs256(theirs()));
        return refused(cases, 401, BAD_SIGNATURE, INVALID);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatWasChanged() {
        var good = sound(Map.of());
        var parts = good.split("\\.", -1);
        var cases = new LinkedHashMap<String, String>();
        cases.put("no signature", parts[0] + "." + parts[1] + ".");
        cases.put("shorter signature", good.substring(0, good.length() - 4));
        cases.put("longer signature", good + "AAAA");
        cases.put(
                "another signature",
                parts[0] + "." + parts[1] + "." + sound(Map.of("jti", "b")).split("\\.", -1)[2]);
        cases.put("signature of zeros", parts[0] + "." + parts[1] + "." + RawToken.encode("\0".repeat(256)));
        cases.put("other payload", parts[0] + "." + RawToken.encode(payload(Map.of("sub", "root"))) + "." + parts[2]);
        cases.put("other header", RawToken.encode(header("kid", null)) + "." + parts[1] + "." + parts[2]);
        cases.put("first bit of the payload", parts[0] + ".f" + parts[1].substring(1) + "." + parts[2]);
        cases.put("parts in another order", parts[1] + "." + parts[0] + "." + parts[2]);
        return refused(cases, 401, BAD_SIGNATURE, INVALID);
    }

    @TestFactory
    Stream<DynamicTest> refusesClaimsThatAreNotForUs() {
        var cases = new LinkedHashMap<String, String>();
        for (var issuer : new Object[] {
            "HTTP://localhost:8080/",
            "http://localhost:8080",
            "http://LOCALHOST:8080/",
            "http://localhost:8080/x",
            "http://localhost:8080/ ",
            "https://localhost:8080/",
            "",
            7,
            new String[] {"http://localhost:8080/"}
        }) {
            cases.put("issuer " + JSON.writeValueAsString(issuer), sound(Map.of("iss", issuer)));
        }
        cases.put("no issuer", without("iss"));
        for (var audience : new Object[] {
            "http://localhost:8080/",
            "http://localhost:8080/api/v2",
            "http://localhost:8080/API/v2/",
            "http://localhost:8080/api/v2/users",
            "",
            7,
            new String[0],
            new String[] {"a", "b"},
            Map.of("x", "http://localhost:8080/api/v2/")
        }) {
            cases.put("audience " + JSON.writeValueAsString(audience), sound(Map.of("aud", audience)));
        }
        cases.put("no audience", without("aud"));
        cases.put("no expiry", without("exp"));
        cases.put("expiry in words", sound(Map.of("exp", "tomorrow")));
        cases.put("expiry as an object", sound(Map.of("exp", Map.of())));
        cases.put("not good yet", sound(Map.of("nbf", seconds(60))));
        cases.put(
                "good in a thousand years",
                sound(Map.of("nbf", seconds(31_556_952_000L), "exp", seconds(31_556_999_000L))));
        cases.put("start in words", sound(Map.of("nbf", "yesterday")));
        cases.put("client that is gone", sound(Map.of("azp", "nobody")));
        cases.put("client that is a number", sound(Map.of("azp", 7)));
        cases.put("no client", without("azp"));
        cases.put("expired, and for others", sound(Map.of("exp", seconds(-60), "aud", "https://other/")));
        cases.put("array", new RawToken(header("alg", "RS256"), "[]").rs256(key()));
        cases.put("text", new RawToken(header("alg", "RS256"), "\"x\"").rs256(key()));
        cases.put("broken JSON", new RawToken(header("alg", "RS256"), "{\"iss\":").rs256(key()));
        cases.put(
                "same claim twice",
                new RawToken(header("alg", "RS256"), payload(Map.of()).replace("{", "{\"aud\":\"https://other/\","))
                        .rs256(key()));
        cases.put(
                "same header twice",
                new RawToken(header("alg", "RS256").replace("{", "{\"alg\":\"none\","), payload(Map.of()))
                        .rs256(key()));
        return refused(cases, 401, INVALID);
    }

    @TestFactory
    Stream<DynamicTest> saysThatATokenHasExpired() {
        var cases = new LinkedHashMap<String, String>();
        cases.put("a moment ago", sound(Map.of("exp", seconds(-31), "iat", seconds(-90))));
        cases.put("a year ago", sound(Map.of("exp", seconds(-31_556_952), "iat", seconds(-31_556_953))));
        cases.put("in the year 1970", sound(Map.of("exp", 1, "iat", 0)));
        return refused(cases, 401, EXPIRED);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoToken() {
        var good = sound(Map.of());
        var cases = new LinkedHashMap<String, String>();
        cases.put("one part", "abc");
        cases.put("two parts", "abc.def");
        cases.put("four parts", good + ".x");
        cases.put("encrypted", "a.b.c.d.e");
        cases.put("empty header", "." + good);
        cases.put("empty payload", new RawToken(header("alg", "RS256"), "").rs256(key()));
        cases.put("padding", good + "=");
        cases.put("two words", good + " " + good);
        cases.put("comma", good + ",");
        cases.put("other letters", "ä.ö.ü");
        cases.put("too long", good + "x".repeat(8_192));
        return refused(cases, 400, MALFORMED);
    }

    @Test
    void doesNotReadAMillionBytes() {
        assertThat(status("x.y." + "z".repeat(1_000_000))).isEqualTo(400);
        assertThat(status(sound(Map.of()))).isEqualTo(200);
    }

    @Test
    void looksAtOneHeaderOnly() {
        var token = sound(Map.of());
        var uri = server.uri(PATH);

        assertThat(server.send(HttpRequest.newBuilder(uri)).body()).isEqualTo(MISSING);
        assertThat(server.send(HttpRequest.newBuilder(uri)).headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
        assertThat(server.send(HttpRequest.newBuilder(server.uri(PATH + "?access_token=" + token)))
                        .body())
                .isEqualTo(MISSING);
        assertThat(server.send(HttpRequest.newBuilder(uri).header("Cookie", "access_token=" + token))
                        .body())
                .isEqualTo(MISSING);
        assertThat(authorization("Basic dXNlcjpwYXNz").body()).isEqualTo(MISSING);
        assertThat(authorization("Bearer").body()).isEqualTo(MALFORMED);
        assertThat(authorization("").body()).isEqualTo(MALFORMED);
        assertThat(authorization(token).body()).isEqualTo(MALFORMED);
        assertThat(authorization("bearer   " + token).statusCode()).isEqualTo(200);
        assertThat(server.send(HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + token)
                                .header("Authorization", "Bearer " + token))
                        .body())
                .isEqualTo(MALFORMED);
    }

    private static HttpResponse<String> authorization(String value) {
        return server.send(HttpRequest.newBuilder(server.uri(PATH)).header("Authorization", value));
    }

    /** @param bodies one of which must be the answer */
    private Stream<DynamicTest> refused(Map<String, String> tokens, int status, String... bodies) {
        return tokens.entrySet().stream()
                .map(token -> dynamicTest(token.getKey().replace('\0', '0'), () -> {
                    var answer = server.get(PATH, token.getValue());
                    assertThat(answer.statusCode()).isEqualTo(status);
                    assertThat(answer.body()).isIn((Object[]) bodies);
                    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                            .startsWith("Bearer error=\"invalid_" + (status == 400 ? "request" : "token"));
                }));
    }

    private int status(String token) {
        return server.get(PATH, token).statusCode();
    }

    /** Signed by our key. */
    private String sound(Map<String, Object> changes) {
        return new RawToken(header("alg", "RS256"), payload(changes)).rs256(key());
    }

    private String without(String claim) {
        var claims = claims();
        claims.remove(claim);
        return new RawToken(header("alg", "RS256"), JSON.writeValueAsString(claims)).rs256(key());
    }

    private String header(String name, @Nullable Object value) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", ours.getKeyID());
        if (value == null) {
            header.remove(name);
        } else {
            header.put(name, value);
        }
        return JSON.writeValueAsString(header);
    }

    private String payload(Map<String, Object> changes) {
        var claims = claims();
        claims.putAll(changes);
        return JSON.writeValueAsString(claims);
    }

    private Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "http://localhost:8080/");
        claims.put("sub", clientId + "@clients");
        claims.put("aud", "http://localhost:8080/api/v2/");
        claims.put("azp", clientId);
        claims.put("iat", seconds(-1));
        claims.put("exp", seconds(3600));
        claims.put("scope", Scope.spaced(Scope.all()));
        claims.put("gty", "client-credentials");
        return claims;
    }

    private long seconds(long fromNow) {
        return now.getEpochSecond() + fromNow;
    }

    private PrivateKey key() {
        try {
            return ours.toPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private PrivateKey theirs() {
        try {
            return theirs.toPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] der() {
        try {
            return ours.toPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate().toECPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

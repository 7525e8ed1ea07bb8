package dev.usher.app.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenEndpointIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    static ClientCredentials client = new ClientCredentials("", "");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @BeforeAll
    static void createClient() {
        client = server.bean(Clients.class).create("reader", EnumSet.of(Scope.CREATE_USERS, Scope.READ_USERS));
    }

    @Test
    void givesATokenForAForm() throws ParseException {
        var answer = form("grant_type=client_credentials&client_id={id}&client_secret={secret}"
                + "&audience=http%3A%2F%2Flocalhost%3A8080%2Fapi%2Fv2%2F");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        var body = JSON.readTree(answer.body());
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("access_token", "scope", "expires_in", "token_type");
        assertThat(body.path("scope").stringValue()).isEqualTo("read:users create:users");
        assertThat(body.path("expires_in").intValue()).isEqualTo(86400);
        assertThat(body.path("token_type").stringValue()).isEqualTo("Bearer");

        var token = SignedJWT.parse(body.path("access_token").stringValue());
        var claims = JSON.readTree(token.getPayload().toString());
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("JWT");
        assertThat(claims.propertyNames())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "azp", "iat", "exp", "scope", "gty", "jti");
        assertThat(claims.path("iss").stringValue()).isEqualTo("http://localhost:8080/");
        assertThat(claims.path("aud").stringValue()).isEqualTo("http://localhost:8080/api/v2/");
        assertThat(claims.path("sub").stringValue()).isEqualTo(client.clientId() + "@clients");
        assertThat(claims.path("azp").stringValue()).isEqualTo(client.clientId());
        assertThat(claims.path("gty").stringValue()).isEqualTo("client-credentials");
        assertThat(claims.path("scope").stringValue()).isEqualTo("read:users create:users");
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(86400);
    }

    @Test
    void givesATokenForJson() {
        var answer = json("""
                {"grant_type":"client_credentials","client_id":"{id}","client_secret":"{secret}",
                 "audience":"http://localhost:8080/api/v2/","organization":null,"extra":{"a":[1]}}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v2/nothing", accessToken(answer)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void givesATokenForTheBasicScheme() {
        var answer = server.send(basic(client.secret()));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** Clients that were configured with the address of the server and nothing else. */
    @Test
    void takesItsAddressForTheAudience() throws ParseException {
        var answer = form("grant_type=client_credentials&client_id={id}&client_secret={secret}&audience="
                + server.uri("/api/v2/"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SignedJWT.parse(accessToken(answer)).getJWTClaimsSet().getAudience())
                .containsExactly("http://localhost:8080/api/v2/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/api/v2/",
                "http://localhost:8080/api/v2",
                "http://LOCALHOST:8080/api/v2/",
                "http://localhost:8080/api/v2/x",
                "api/v2/"
            })
    void refusesOtherAudiences(String audience) {
        var answer = form("grant_type=client_credentials&client_id={id}&client_secret={secret}&audience=" + audience);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(answer.body()).path("error").stringValue()).isEqualTo("access_denied");
        assertThat(JSON.readTree(answer.body()).path("error_description").stringValue())
                .isEqualTo("Service not found: " + audience);
    }

    @Test
    void givesTheScopesThatAreAskedFor() {
        var answer = form("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=create:users");

        assertThat(JSON.readTree(answer.body()).path("scope").stringValue()).isEqualTo("create:users");
    }

    @Test
    void givesNoTokenAtAllIfAScopeIsMissing() {
        var answer = form("grant_type=client_credentials&client_id={id}&client_secret={secret}"
                + "&scope=read:users+update:jobs+fly:planes");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"access_denied\",\"error_description\":"
                        + "\"Client has not been granted scopes: fly:planes, update:jobs\"}");
    }

    @Test
    void doesNotSayWhetherTheClientOrTheSecretIsWrong() {
        var wrongSecret = form("grant_type=client_credentials&client_id={id}&client_secret=wrong");
        var wrongClient = form("grant_type=client_credentials&client_id=nobody&client_secret={secret}");
        var otherCase = form("grant_type=client_credentials&client_id={id}&client_secret=" + swapCase(client.secret()));
        var basic = server.send(basic("wrong"));

        for (var answer : List.of(wrongSecret, wrongClient, otherCase, basic)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":\"access_denied\",\"error_description\":\"Unauthorized\"}");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
        }
        assertThat(basic.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"usher\"");
        assertThat(wrongSecret.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=a&client_secret=b, Missing required parameter: grant_type",
        "grant_type=client_credentials&client_secret=b, Missing required parameter: client_id",
        "grant_type=client_credentials&client_id=a, Missing required parameter: client_secret",
        "grant_type=client_credentials&client_id=a&client_secret=, Missing required parameter: client_secret",
        "grant_type=client_credentials&client_id=a&client_id=b&client_secret=c, The parameter client_id is given more than once.",
        "'', Missing required parameter: grant_type",
        "grant_type=client_credentials&client_id=%ZZ&client_secret=c, The body is not a form in UTF-8."
    })
    void saysWhatIsMissing(String form, String description) {
        var answer = form(form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "\"client_credentials\"",
                "{\"grant_type\":[\"client_credentials\"]}",
                "{\"grant_type\":\"client_credentials\",\"client_id\":7,\"client_secret\":\"b\"}",
                ""
            })
    void refusesBrokenJson(String document) {
        var answer = json(document);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").stringValue()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "authorization_code", "refresh_token", "CLIENT_CREDENTIALS", "urn:x"})
    void knowsOneGrantOnly(String grant) {
        var answer = form("grant_type=" + grant + "&client_id={id}&client_secret={secret}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").stringValue()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void readsNoLongBodies() {
        var answer =
                form("grant_type=client_credentials&client_id={id}&client_secret={secret}&x=" + "x".repeat(20_000));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("longer than 16384 bytes");
    }

    /** URLs end up in the logs of proxies. */
    @Test
    void takesNoSecretFromTheUrl() {
        var answer =
                server.send(HttpRequest.newBuilder(server.uri("/oauth/token?grant_type=client_credentials&client_id="
                                + client.clientId() + "&client_secret=" + client.secret()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void wantsAContentTypeThatItKnows() {
        var answer = post("text/plain", "grant_type=client_credentials");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("application/json");
    }

    @Test
    void publishesThePublicKeysOnly() {
        var answer = server.send(HttpRequest.newBuilder(server.uri("/.well-known/jwks.json")));

        assertThat(answer.statusCode()).isEqualTo(200);
        var keys = JSON.readTree(answer.body()).path("keys");
        assertThat(keys)
                .hasSize(1)
                .allSatisfy(key -> assertThat(key.propertyNames())
                        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth/token",
                "/oauth2/authorize",
                "/oauth2/token",
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/oauth2/device_authorization",
                "/oauth2/jwks",
                "/oauth2/par",
                "/oauth/revoke",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/connect/register",
                "/userinfo",
                "/login",
                "/logout",
                "/error",
                "/"
            })
    void hasNoOtherEndpoints(String path) {
        var get = server.send(HttpRequest.newBuilder(server.uri(path)));
        var post = server.send(HttpRequest.newBuilder(server.uri(path)).PUT(BodyPublishers.ofString("a=b")));

        for (var answer : List.of(get, post)) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Not Found\"}");
        }
    }

    private static HttpRequest.Builder basic(String secret) {
        var credentials = (client.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
    }

    private static HttpResponse<String> form(String body) {
        return post("application/x-www-form-urlencoded", body);
    }

    private static HttpResponse<String> json(String body) {
        return post("application/json; charset=utf-8", body);
    }

    private static HttpResponse<String> post(String contentType, String body) {
        return server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(
                        body.replace("{id}", client.clientId()).replace("{secret}", client.secret()))));
    }

    private static String accessToken(HttpResponse<String> answer) {
        JsonNode body = JSON.readTree(answer.body());
        return body.path("access_token").stringValue();
    }

    private static String swapCase(String text) {
        return text.codePoints()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

package dev.usher.app.login;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users with passwords on a server, and a client that may log them in. */
final class LoginWorld {

    static final String DATABASE = "Username-Password-Authentication";
    static final String REALM_GRANT = "http://auth0.com/oauth/grant-type/password-realm";
    static final String OTP_GRANT = "http://auth0.com/oauth/grant-type/mfa-otp";
    static final String RECOVERY_GRANT = "http://auth0.com/oauth/grant-type/mfa-recovery-code";

    /** Of the password {@code hello}. */
    static final String HELLO = "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K";

    static final JsonMapper JSON = new JsonMapper();

    private final ServerHarness server;
    private final ClientCredentials client;

    LoginWorld(ServerHarness server) {
        this.server = server;
        this.client = server.bean(Clients.class).create("portal", Set.of(Scope.LOGIN_USERS));
    }

    ClientCredentials client() {
        return client;
    }

    Connection connection(String name) {
        var connections = server.bean(Connections.class);
        return connections
                .find(name)
                .orElseGet(() -> connections.create(name, Strategy.of("auth0"), ConnectionOptions.DEFAULTS));
    }

    /** A user whose password is {@code hello}. @return its id */
    String user(String email) {
        return user(DATABASE, email, HELLO, null);
    }

    /** @param customHash JSON */
    String user(String connection, String email, @Nullable String hash, @Nullable String customHash) {
        var id = "auth0|" + email + "-" + connection;
        server.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, name, nickname, email_verified, password_hash,"
                        + " custom_password_hash, email_is_unique, created_at, updated_at)"
                        + " VALUES (:id, :connection, :email, :email, 'nick', true, :hash, CAST(:custom AS jsonb), true,"
                        + " '2026-01-01', '2026-01-01')")
                .param("id", id)
                .param("connection", connection(connection).id())
                .param("email", email)
                .param("hash", hash)
                .param("custom", customHash)
                .update();
        return id;
    }

    HttpResponse<String> login(String name, String password, String... more) {
        return token("password", with(more, "username", name, "password", password));
    }

    /** @param pairs names and values of parameters */
    HttpResponse<String> token(String grant, String... pairs) {
        return token(client, grant, pairs);
    }

    HttpResponse<String> token(ClientCredentials client, String grant, String... pairs) {
        var body = new StringBuilder("grant_type=" + encoded(grant) + "&client_id=" + client.clientId()
                + "&client_secret=" + encoded(client.secret()));
        for (int i = 0; i < pairs.length; i += 2) {
            body.append('&').append(pairs[i]).append('=').append(encoded(pairs[i + 1]));
        }
        return server.send(HttpRequest.newBuilder(server.uri("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    HttpResponse<String> refresh(String token) {
        return token("refresh_token", "refresh_token", token);
    }

    HttpResponse<String> userInfo(String accessToken) {
        return server.get("/userinfo", accessToken);
    }

    HttpResponse<String> tokenInfo(String idToken) {
        return server.send(HttpRequest.newBuilder(server.uri("/tokeninfo"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id_token\":\"" + idToken + "\"}")));
    }

    HttpResponse<String> api(String method, String path, @Nullable String body) {
        var request = server.request(path, server.tokenWithAllScopes())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return server.send(body == null ? request : request.header("Content-Type", "application/json"));
    }

    <T> T column(String userId, String column, Class<T> type) {
        return server.jdbc()
                .sql("SELECT " + column + " FROM users WHERE user_id = :id")
                .param("id", userId)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, type)))
                .single()
                .orElseThrow();
    }

    boolean isNull(String userId, String column) {
        return server.jdbc()
                .sql("SELECT " + column + " IS NULL FROM users WHERE user_id = :id")
                .param("id", userId)
                .query(Boolean.class)
                .single();
    }

    void set(String userId, String assignment) {
        server.jdbc()
                .sql("UPDATE users SET " + assignment + " WHERE user_id = :id")
                .param("id", userId)
                .update();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String text(HttpResponse<String> answer, String member) {
        return json(answer).path(member).stringValue();
    }

    /** What a token says, whoever signed it. */
    static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String[] with(String[] more, String... pairs) {
        var all = new ArrayList<>(List.of(pairs));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}

package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passwords that the API has set, whatever they are kept as, and files that bring others. */
class OwnPasswordIT {

    private static final String PATH = "/api/v2/users/auth0%7C1";
    private static final String ROW = """
            {"user_id": "1", "email": "ann@example.com",
             "custom_password_hash": {"algorithm": "md4", "hash": {"value": "AbuUujgF0pPPkJPSFRTpmA==", "encoding": "base64"}}}""";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);

    @BeforeAll
    static void createConnections() {
        for (var hash : PasswordOptions.Hash.values()) {
            server.bean(Connections.class)
                    .create(
                            hash.name(),
                            Strategy.of("auth0"),
                            new ConnectionOptions(
                                    false,
                                    1,
                                    15,
                                    SetUserRootAttributes.ON_EACH_LOGIN,
                                    List.of(),
                                    new PasswordOptions(Level.NONE, 1, hash, 4)));
        }
    }

    @AfterEach
    void deleteUsers() {
        server.jdbc().sql("TRUNCATE users").update();
    }

    @ParameterizedTest
    @EnumSource
    void noImportReplacesThatOfANewUser(PasswordOptions.Hash hash) {
        var created = calls.post("/api/v2/users", """
                {"connection": "%s", "user_id": "1", "email": "ann@example.com", "password": "first"}""".formatted(hash));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

        assertKept(hash);
    }

    @ParameterizedTest
    @EnumSource
    void noImportReplacesOneThatWasChanged(PasswordOptions.Hash hash) {
        assertThat(upsert(hash)).isEqualTo("1 inserted, 0 updated, 0 failed");
        var changed = calls.patch(PATH, "{\"password\": \"second\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);

        assertKept(hash);
    }

    @Test
    void noImportBringsOneBackThatWasRemoved() {
        upsert(PasswordOptions.Hash.ARGON2ID);
        calls.patch(PATH, "{\"password\": null}");

        assertThat(upsert(PasswordOptions.Hash.ARGON2ID)).isEqualTo("0 inserted, 0 updated, 1 failed");
        assertThat(stored()).isEmpty();
    }

    private void assertKept(PasswordOptions.Hash hash) {
        var before = stored();

        assertThat(upsert(hash)).isEqualTo("0 inserted, 0 updated, 1 failed");

        assertThat(stored()).isEqualTo(before);
    }

    private String upsert(PasswordOptions.Hash connection) {
        return upsert(connection, ROW);
    }

    private String upsert(PasswordOptions.Hash connection, String row) {
        var id = server.bean(Connections.class)
                .find(connection.name())
                .orElseThrow()
                .id();
        var form = MultipartForm.of(id, row.replace("\n", "")).text("upsert", "true");
        var job = json(calls.post(
                "/api/v2/jobs/users-imports", MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete())));
        var summary = calls.toItsEnd(job.path("id").stringValue()).path("summary");
        return summary.path("inserted") + " inserted, " + summary.path("updated") + " updated, "
                + summary.path("failed") + " failed";
    }

    private String stored() {
        return server.jdbc()
                .sql("SELECT concat_ws(' ', password_hash, custom_password_hash) FROM users")
                .query(String.class)
                .single();
    }
}

package dev.usher.app.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class StoredHashesIT {

    private static final String SCRYPT = """
            {"algorithm": "scrypt", "hash": {"value": "00", "encoding": "hex"}, "keylen": 1, "cost": 4096}""";

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final JdbcClient jdbc =
            JdbcClient.create(postgres.migratedDatabase().dataSource());
    private final StoredHashes hashes = new JdbcStoredHashes(jdbc, JsonMapper.shared());

    @BeforeEach
    void users() {
        jdbc.sql("DELETE FROM users").update();
        jdbc.sql("INSERT INTO connections (id, name, strategy, options)"
                        + " VALUES ('con_0000000000000002', 'acme', 'auth0', '{}'), ('con_0000000000000003', 'corp', 'samlp', '{}')"
                        + " ON CONFLICT DO NOTHING")
                .update();
        insert("auth0|1", "acme", "ann@example.com", true, "bcrypt", null);
        insert("auth0|2", "Username-Password-Authentication", "ann@example.com", true, null, SCRYPT);
        insert("samlp|corp|3", "corp", "Cyd@example.com", false, null, null);
    }

    @Test
    void areFoundByUserIdWithAndWithoutThePrefixOfDatabases() {
        assertThat(hashes.find(List.of(byId("auth0|1"), byId("9"), byId("2"), byId("samlp|corp|3"))))
                .containsExactly(
                        List.of(new StoredUser("auth0|1", Optional.of(new StoredHash.Native("bcrypt")))),
                        List.of(),
                        List.of(new StoredUser(
                                "auth0|2",
                                Optional.of(new StoredHash.Custom(Map.of(
                                        "algorithm",
                                        "scrypt",
                                        "hash",
                                        Map.of("value", "00", "encoding", "hex"),
                                        "keylen",
                                        1L,
                                        "cost",
                                        4096L))))),
                        List.of(new StoredUser("samlp|corp|3", Optional.empty())));
    }

    @Test
    void areFoundByEmailInAllConnectionsUnlessOneIsNamed() {
        var found = hashes.find(List.of(
                byEmail("Ann@example.com", null),
                byEmail("ann@example.com", "acme"),
                byEmail("ann@example.com", "nowhere"),
                byEmail("Cyd@example.com", null),
                byEmail("cyd@example.com", null)));

        assertThat(found)
                .map(users -> users.stream().map(StoredUser::userId).toList())
                .containsExactly(
                        List.of("auth0|1", "auth0|2"),
                        List.of("auth0|1"),
                        List.of(),
                        List.of("samlp|corp|3"),
                        List.of());
    }

    @Test
    void areThoseOfTheUserIdIfBothAreGiven() {
        var both = new KnownPassword(
                1, Optional.of("auth0|2"), Optional.of("Cyd@example.com"), Optional.empty(), "secret");

        assertThat(hashes.find(List.of(both)).get(0)).map(StoredUser::userId).containsExactly("auth0|2");
    }

    private void insert(
            String id,
            String connection,
            String email,
            boolean unique,
            @Nullable String bcrypt,
            @Nullable String custom) {
        jdbc.sql("INSERT INTO users (user_id, connection_id, email, email_is_unique, password_hash,"
                        + " custom_password_hash, created_at, updated_at)"
                        + " SELECT :id, id, :email, :unique, :bcrypt, CAST(:custom AS jsonb), now(), now()"
                        + " FROM connections WHERE name = :connection")
                .param("id", id)
                .param("connection", connection)
                .param("email", email)
                .param("unique", unique)
                .param("bcrypt", bcrypt)
                .param("custom", custom)
                .update();
    }

    private static KnownPassword byId(String userId) {
        return new KnownPassword(1, Optional.of(userId), Optional.empty(), Optional.empty(), "secret");
    }

    private static KnownPassword byEmail(String email, @Nullable String connection) {
        return new KnownPassword(1, Optional.empty(), Optional.of(email), Optional.ofNullable(connection), "secret");
    }
}

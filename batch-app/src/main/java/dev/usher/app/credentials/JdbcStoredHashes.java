package dev.usher.app.credentials;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@link StoredHashes} in the table {@code users}; shared by all threads. */
final class JdbcStoredHashes implements StoredHashes {

    /**
     * One look into an index for each password. Ids may be given without the prefix of databases, as files of imports do.
     * The e-mail address is asked for twice because each of its indexes holds a part of the users.
     */
    private static final String FIND = """
            SELECT k.n, u.user_id, u.password_hash, CAST(u.custom_password_hash AS text) AS custom_password_hash
              FROM unnest(CAST(:ids AS text[]), CAST(:emails AS text[]), CAST(:connections AS text[]))
                   WITH ORDINALITY AS k (user_id, email, connection, n)
             CROSS JOIN LATERAL (
                   SELECT user_id, connection_id, password_hash, custom_password_hash
                     FROM users
                    WHERE user_id IN (k.user_id, 'auth0|' || k.user_id)
                   UNION ALL
                   SELECT user_id, connection_id, password_hash, custom_password_hash
                     FROM users
                    WHERE k.user_id IS NULL AND email IN (k.email, lower(k.email)) AND email_is_unique
                   UNION ALL
                   SELECT user_id, connection_id, password_hash, custom_password_hash
                     FROM users
                    WHERE k.user_id IS NULL AND email IN (k.email, lower(k.email)) AND NOT email_is_unique) AS u
              JOIN connections AS c ON c.id = u.connection_id AND c.name = coalesce(k.connection, c.name)
             ORDER BY k.n, u.user_id
            """;

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcStoredHashes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json =
                json.rebuild().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
    }

    @Override
    public List<List<StoredUser>> find(List<KnownPassword> passwords) {
        var found = new ArrayList<List<StoredUser>>();
        passwords.forEach(password -> found.add(new ArrayList<>(1)));
        jdbc.sql(FIND)
                .param("ids", column(passwords, KnownPassword::userId))
                .param("emails", column(passwords, KnownPassword::email))
                .param("connections", column(passwords, KnownPassword::connection))
                .query(row -> {
                    found.get(row.getInt("n") - 1).add(user(row));
                });
        return found;
    }

    private StoredUser user(ResultSet row) throws SQLException {
        String custom = row.getString("custom_password_hash");
        Optional<StoredHash> hash = custom == null
                ? Optional.ofNullable(row.getString("password_hash")).map(StoredHash.Native::new)
                : Optional.of(new StoredHash.Custom(json.readValue(custom, MEMBERS)));
        return new StoredUser(row.getString("user_id"), hash);
    }

    private static @Nullable String[] column(
            List<KnownPassword> passwords, Function<KnownPassword, Optional<String>> part) {
        return passwords.stream()
                .map(password -> part.apply(password).orElse(null))
                .toArray(String[]::new);
    }
}

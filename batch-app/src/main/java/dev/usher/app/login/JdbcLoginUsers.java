package dev.usher.app.login;

import dev.usher.jobs.connection.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link LoginUsers} in the table {@code users}. */
final class JdbcLoginUsers implements LoginUsers {

    private static final String FIND = """
            SELECT user_id, coalesce(linked_to, user_id) AS primary_id, connection_id, password_hash,
                   CAST(custom_password_hash AS text) AS custom_password_hash
              FROM users
             WHERE connection_id = ANY (:connections)
               AND ((email = :identifier AND email_is_unique) OR username = :identifier)
            """;

    private static final String LOCK = """
            SELECT user_id, coalesce(blocked, false) AS blocked,
                   coalesce(jsonb_path_exists(mfa_factors, '$[*].*'), false) AS has_factor
              FROM users
             WHERE user_id = :user AND linked_to IS NULL
               FOR UPDATE
            """;

    private static final String NOTE_LOGIN = """
            UPDATE users
               SET logins_count = coalesce(logins_count, 0) + 1, last_login = date_trunc('milliseconds', now()),
                   last_ip = :ip, updated_at = date_trunc('milliseconds', now())
             WHERE user_id = :user
            """;

    private static final String IS_CURRENT = """
            user_id = :identity AND password_hash IS NOT DISTINCT FROM :hash
               AND custom_password_hash IS NOT DISTINCT FROM CAST(:customHash AS jsonb)
               AND coalesce(linked_to, user_id) = :user
            """;

    private static final String REHASH = """
            UPDATE users
               SET password_hash = :newHash, custom_password_hash = CAST(:newCustomHash AS jsonb),
                   password_is_own = true
             WHERE %s
            """.formatted(IS_CURRENT);

    private static final String KEEP = """
            UPDATE users
               SET password_is_own = true
             WHERE %s AND password_is_own IS NULL
            """.formatted(IS_CURRENT);

    private static final String NAMES = """
            SELECT DISTINCT connection_id, name
              FROM (SELECT connection_id, unnest(ARRAY [email, username]) AS name
                      FROM users
                     WHERE (user_id = :user AND linked_to IS NULL) OR linked_to = :user) AS names
             WHERE name IS NOT NULL
            """;

    private static final String TOTP_SECRETS = """
            SELECT secret #>> '{}'
              FROM users, jsonb_path_query(mfa_factors, '$[*].totp.secret') AS secret
             WHERE user_id = :user AND linked_to IS NULL
            """;

    private final JdbcClient jdbc;

    JdbcLoginUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<StoredPassword> find(Collection<Connection> connections, String identifier) {
        Map<String, Connection> byId =
                connections.stream().collect(Collectors.toMap(Connection::id, Function.identity()));
        return jdbc.sql(FIND)
                .param("connections", byId.keySet().toArray(String[]::new))
                .param("identifier", identifier)
                .query((row, number) -> new StoredPassword(
                        new Subject(row.getString("primary_id"), row.getString("user_id")),
                        Objects.requireNonNull(byId.get(row.getString("connection_id"))),
                        row.getString("password_hash"),
                        row.getString("custom_password_hash")))
                .list();
    }

    @Override
    public Optional<LoginUser> lock(String userId) {
        return jdbc.sql(LOCK)
                .param("user", userId)
                .query((row, number) -> new LoginUser(
                        row.getString("user_id"), row.getBoolean("blocked"), row.getBoolean("has_factor")))
                .optional();
    }

    @Override
    public boolean isCurrent(StoredPassword stored) {
        return about(stored, "SELECT EXISTS (SELECT FROM users WHERE " + IS_CURRENT + ")")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void noteLogin(String userId, String ip) {
        jdbc.sql(NOTE_LOGIN).param("user", userId).param("ip", ip).update();
    }

    @Override
    public void keep(StoredPassword stored) {
        // The other kind of hash is replaced by no import anyway.
        if (stored.customHash() != null) {
            about(stored, KEEP).update();
        }
    }

    @Override
    public void rehash(StoredPassword stored, NewHash hash) {
        about(stored, REHASH)
                .param("newHash", hash.hash())
                .param("newCustomHash", hash.customHash())
                .update();
    }

    private JdbcClient.StatementSpec about(StoredPassword stored, String sql) {
        return jdbc.sql(sql)
                .param("identity", stored.subject().identityId())
                .param("user", stored.subject().userId())
                .param("hash", stored.hash())
                .param("customHash", stored.customHash());
    }

    @Override
    public List<TriedName> names(String userId) {
        return jdbc.sql(NAMES)
                .param("user", userId)
                .query((row, number) -> new TriedName(row.getString("connection_id"), row.getString("name")))
                .list();
    }

    @Override
    public boolean exists(String userId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM users WHERE user_id = :user AND linked_to IS NULL)")
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<String> totpSecrets(String userId) {
        return jdbc.sql(TOTP_SECRETS).param("user", userId).query(String.class).list();
    }

    @Override
    public void noteFactorChange(String userId) {
        jdbc.sql("UPDATE users SET multifactor_last_modified = date_trunc('milliseconds', now()),"
                        + " updated_at = date_trunc('milliseconds', now()) WHERE user_id = :user")
                .param("user", userId)
                .update();
    }
}

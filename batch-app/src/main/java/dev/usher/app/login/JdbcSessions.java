package dev.usher.app.login;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Sessions} in {@code login_sessions} and {@code refresh_tokens}; ages are measured by the database's clock. */
final class JdbcSessions implements Sessions {

    /** No access token lives longer. */
    private static final Duration SESSION = Duration.ofDays(30);

    private static final String OPEN = """
            INSERT INTO login_sessions (session_id, user_id, identity_id, client_id, expires_at)
            VALUES (:session, :user, :identity, :client, now() + :lifeMillis * interval '1 millisecond')
            """;

    private static final String ISSUE = """
            INSERT INTO refresh_tokens (token_hash, family, session_id, user_id, identity_id, client_id, scopes, audience,
                                        expires_at)
            VALUES (:hash, :family, :session, :user, :identity, :client, :scopes, :audience,
                    now() + :lifeMillis * interval '1 millisecond')
            """;

    private static final String USE = """
            UPDATE refresh_tokens
               SET used_at = now()
             WHERE token_hash = :hash AND client_id = :client AND used_at IS NULL AND expires_at > now()
            RETURNING family, session_id, user_id, identity_id, client_id, scopes, audience
            """;

    private static final String END_FAMILY = """
            DELETE FROM refresh_tokens
             WHERE family = (SELECT family FROM refresh_tokens
                              WHERE token_hash = :hash AND client_id = :client AND used_at IS NOT NULL)
            RETURNING session_id
            """;

    /** What has served its time goes with what comes, a little more of it than comes. */
    private static final String FORGET = """
            DELETE FROM %1$s
             WHERE %2$s IN (SELECT %2$s FROM %1$s WHERE expires_at < now() ORDER BY expires_at LIMIT 10
                               FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;
    private final LoginSecrets secrets;
    private final LoginProperties properties;

    JdbcSessions(JdbcClient jdbc, LoginSecrets secrets, LoginProperties properties) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.properties = properties;
    }

    @Override
    public String open(Subject subject, String clientId) {
        var id = secrets.sessionId();
        jdbc.sql(OPEN)
                .param("session", id)
                .param("user", subject.userId())
                .param("identity", subject.identityId())
                .param("client", clientId)
                .param("lifeMillis", SESSION.toMillis())
                .update();
        jdbc.sql(FORGET.formatted("login_sessions", "session_id")).update();
        return id;
    }

    @Override
    public String prolong(String sessionId, Subject subject, String clientId) {
        int found = jdbc.sql("UPDATE login_sessions SET expires_at = now() + :lifeMillis * interval '1 millisecond'"
                        + " WHERE session_id = :session AND user_id = :user")
                .param("lifeMillis", SESSION.toMillis())
                .param("session", sessionId)
                .param("user", subject.userId())
                .update();
        return found == 1 ? sessionId : open(subject, clientId);
    }

    @Override
    public String issue(Lease lease) {
        var token = secrets.token();
        var hash = LoginSecrets.hash(token);
        jdbc.sql(ISSUE)
                .param("hash", hash)
                .param("family", lease.family() == null ? hash : lease.family())
                .param("session", lease.sessionId())
                .param("user", lease.subject().userId())
                .param("identity", lease.subject().identityId())
                .param("client", lease.clientId())
                .param("scopes", lease.scopes())
                .param("audience", lease.audience())
                .param("lifeMillis", properties.refreshTokenLifetime().toMillis())
                .update();
        jdbc.sql(FORGET.formatted("refresh_tokens", "token_hash")).update();
        return token;
    }

    @Override
    public Optional<String> owner(String token, String clientId) {
        return jdbc.sql("SELECT user_id FROM refresh_tokens WHERE token_hash = :hash AND client_id = :client")
                .param("hash", LoginSecrets.hash(token))
                .param("client", clientId)
                .query(String.class)
                .optional();
    }

    @Override
    public Optional<Lease> use(String token, String clientId) {
        var hash = LoginSecrets.hash(token);
        var used = jdbc.sql(USE)
                .param("hash", hash)
                .param("client", clientId)
                .query((row, number) -> new Lease(
                        row.getString("family"),
                        row.getString("session_id"),
                        new Subject(row.getString("user_id"), row.getString("identity_id")),
                        row.getString("client_id"),
                        row.getString("scopes"),
                        row.getString("audience")))
                .optional();
        if (used.isEmpty()) {
            endFamily(hash, clientId);
        }
        return used;
    }

    private void endFamily(String hash, String clientId) {
        var sessions = jdbc.sql(END_FAMILY)
                .param("hash", hash)
                .param("client", clientId)
                .query(String.class)
                .list();
        jdbc.sql("DELETE FROM login_sessions WHERE session_id = ANY (:sessions)")
                .param("sessions", sessions.toArray(String[]::new))
                .update();
    }

    @Override
    public boolean isOpen(String sessionId, String userId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM login_sessions"
                        + " WHERE session_id = :session AND user_id = :user AND expires_at > now())")
                .param("session", sessionId)
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void end(String userId, @Nullable String sessionId, boolean keepTokens) {
        end("login_sessions", userId, sessionId);
        if (!keepTokens) {
            end("refresh_tokens", userId, sessionId);
        }
    }

    private void end(String table, String userId, @Nullable String sessionId) {
        jdbc.sql("DELETE FROM " + table
                        + " WHERE user_id = :user AND session_id = coalesce(CAST(:session AS text), session_id)")
                .param("user", userId)
                .param("session", sessionId)
                .update();
    }
}

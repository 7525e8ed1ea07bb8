package dev.usher.app.login;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link SecondFactors} in the tables whose names begin with {@code mfa_}. */
final class JdbcSecondFactors implements SecondFactors {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final String BEGIN = """
            INSERT INTO mfa_challenges (token_hash, user_id, identity_id, client_id, identifier, connection_id, scopes, audience,
                                        expires_at)
            VALUES (:hash, :user, :identity, :client, :identifier, :connection, :scopes, :audience,
                    now() + :lifeMillis * interval '1 millisecond')
            """;

    /** What has served its time goes with what comes, a little more of it than comes. */
    private static final String FORGET = """
            DELETE FROM mfa_challenges
             WHERE token_hash IN (SELECT token_hash FROM mfa_challenges WHERE expires_at < now() ORDER BY expires_at
                                   LIMIT 10 FOR UPDATE SKIP LOCKED)
            """;

    private static final String FIND = """
            SELECT user_id, identity_id, client_id, identifier, connection_id, scopes, audience
              FROM mfa_challenges
             WHERE token_hash = :hash AND client_id = :client AND expires_at > now()
            """;

    private static final String USE_STEP = """
            INSERT INTO mfa_totp_steps AS t (user_id, step) VALUES (:user, :step)
                ON CONFLICT (user_id) DO UPDATE SET step = excluded.step WHERE t.step < excluded.step
            """;

    private static final String SET_CODE = """
            INSERT INTO mfa_recovery_codes (user_id, code_hash) VALUES (:user, :hash)
                ON CONFLICT (user_id) DO UPDATE SET code_hash = excluded.code_hash
            """;

    private static final String REPLACE_CODE = """
            UPDATE mfa_recovery_codes SET code_hash = :hash WHERE user_id = :user AND code_hash = :old
            """;

    private final JdbcClient jdbc;
    private final LoginSecrets secrets;

    JdbcSecondFactors(JdbcClient jdbc, LoginSecrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    @Override
    public String begin(Pending pending) {
        var token = secrets.token();
        jdbc.sql(FORGET).update();
        jdbc.sql(BEGIN)
                .param("hash", LoginSecrets.hash(token))
                .param("user", pending.subject().userId())
                .param("identity", pending.subject().identityId())
                .param("client", pending.clientId())
                .param("identifier", pending.tried().identifier())
                .param("connection", pending.tried().connectionId())
                .param("scopes", pending.scopes())
                .param("audience", pending.audience())
                .param("lifeMillis", LIFE.toMillis())
                .update();
        return token;
    }

    @Override
    public Optional<Pending> find(String token, String clientId) {
        return jdbc.sql(FIND)
                .param("hash", LoginSecrets.hash(token))
                .param("client", clientId)
                .query((row, number) -> new Pending(
                        new Subject(row.getString("user_id"), row.getString("identity_id")),
                        row.getString("client_id"),
                        new TriedName(row.getString("connection_id"), row.getString("identifier")),
                        row.getString("scopes"),
                        row.getString("audience")))
                .optional();
    }

    @Override
    public void finish(String token) {
        jdbc.sql("DELETE FROM mfa_challenges WHERE token_hash = :hash")
                .param("hash", LoginSecrets.hash(token))
                .update();
    }

    @Override
    public void abandon(String userId) {
        jdbc.sql("DELETE FROM mfa_challenges WHERE user_id = :user")
                .param("user", userId)
                .update();
    }

    @Override
    public boolean useStep(String userId, long step) {
        return jdbc.sql(USE_STEP).param("user", userId).param("step", step).update() == 1;
    }

    @Override
    public void setRecoveryCode(String userId, String code) {
        jdbc.sql(SET_CODE)
                .param("user", userId)
                .param("hash", LoginSecrets.hash(code))
                .update();
    }

    @Override
    public boolean replaceRecoveryCode(String userId, String old, String code) {
        return jdbc.sql(REPLACE_CODE)
                        .param("user", userId)
                        .param("hash", LoginSecrets.hash(code))
                        .param("old", LoginSecrets.hash(old))
                        .update()
                == 1;
    }
}

package dev.usher.app.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** {@link SigningKeys} in the table {@code signing_keys}; ages are measured by the database's clock. */
final class JdbcSigningKeys implements SigningKeys {

    /** How long a node may go without looking for new keys. */
    static final Duration LONGEST_BLINDNESS = Duration.ofSeconds(5);

    /**
     * A new key signs when every node must have seen it: else one that has not would refuse good tokens, or would have to
     * ask the database for each key id that anybody invents.
     */
    private static final Duration SETTLING = LONGEST_BLINDNESS.multipliedBy(3);

    /** For clocks that differ, and for what was signed while a new key settled. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * How long a key is kept after it was retired. No token lives longer, whatever the servers are told, and whatever they
     * were told before: a shorter time would depend on the settings of whoever happens to look.
     */
    private static final Duration LIFE = TokenProperties.LONGEST_LIFETIME.plus(GRACE);

    private static final String SELECT = """
            SELECT jwk, created_at, retired_at, created_at < now() - :settling * interval '1 millisecond' AS settled
              FROM signing_keys
             WHERE retired_at IS NULL
                OR retired_at > now() - :life * interval '1 millisecond'
             ORDER BY created_at DESC, kid
            """;

    private static final String INSERT = """
            INSERT INTO signing_keys (kid, jwk) VALUES (:kid, :jwk::jsonb)
            """;

    private static final String FORGET = """
            DELETE FROM signing_keys WHERE retired_at < now() - :life * interval '1 millisecond'
            """;

    private static final int BITS = 2048;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcSigningKeys(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<SigningKey> list() {
        return jdbc.sql(SELECT)
                .param("settling", SETTLING.toMillis())
                .param("life", LIFE.toMillis())
                .query(JdbcSigningKeys::map)
                .list();
    }

    @Override
    public void requireOne() {
        boolean any = jdbc.sql("SELECT EXISTS (SELECT FROM signing_keys WHERE retired_at IS NULL)")
                .query(Boolean.class)
                .single();
        if (!any) {
            insert(INSERT + "ON CONFLICT DO NOTHING", generate());
        }
    }

    @Override
    public String rotate() {
        return replace("UPDATE signing_keys SET retired_at = now() WHERE retired_at IS NULL");
    }

    @Override
    public String revokeAll() {
        return replace("DELETE FROM signing_keys");
    }

    /** Two that rotate at the same time do so one after the other. */
    private String replace(String retirement) {
        var key = generate();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE").update();
            jdbc.sql(FORGET).param("life", LIFE.toMillis()).update();
            jdbc.sql(retirement).update();
            insert(INSERT, key);
        });
        return key.getKeyID();
    }

    private void insert(String sql, RSAKey key) {
        jdbc.sql(sql)
                .param("kid", key.getKeyID())
                .param("jwk", key.toJSONString())
                .update();
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java makes RSA keys.", e);
        }
    }

    private static SigningKey map(ResultSet row, int number) throws SQLException {
        try {
            return new SigningKey(
                    RSAKey.parse(row.getString("jwk")),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject("retired_at", OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant),
                    row.getBoolean("settled"));
        } catch (ParseException e) {
            // What a parser says may repeat what it parsed, which here is a private key.
            throw new IllegalStateException("A row of signing_keys does not hold a JWK of an RSA key.");
        }
    }
}

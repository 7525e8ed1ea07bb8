package dev.usher.app.login;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link LoginFailures} in the table {@code login_failures}; ages are measured by the database's clock. */
final class JdbcLoginFailures implements LoginFailures {

    private static final String FRESH = "failed_at > now() - :blockMillis * interval '1 millisecond'";
    private static final String BLOCKED = "failures >= :max AND " + FRESH;
    private static final String SAME = "identifier = :identifier AND ip = :ip";

    /** Whoever inserts the same pair waits for the other, so none is counted twice or not at all. */
    private static final String COUNT = """
            INSERT INTO login_failures AS f (identifier, ip, failures, failed_at)
            VALUES (:identifier, :ip, 1, now())
                ON CONFLICT (identifier, ip) DO UPDATE
               SET failures = CASE WHEN f.%s THEN f.failures ELSE 0 END + 1, failed_at = now()
            RETURNING failures
            """.formatted(FRESH);

    /** Both halves see the same state of the row. */
    private static final String FORGIVE = """
            WITH forgotten AS (DELETE FROM login_failures WHERE %1$s AND NOT (%2$s))
            SELECT NOT EXISTS (SELECT FROM login_failures WHERE %1$s AND %2$s)
            """.formatted(SAME, BLOCKED);

    /** Names are invented by whoever likes to: what has served its time goes with those that come. */
    private static final String FORGET = """
            DELETE FROM login_failures
             WHERE (identifier, ip) IN (SELECT identifier, ip FROM login_failures
                                         WHERE NOT (%s) ORDER BY failed_at LIMIT 10 FOR UPDATE SKIP LOCKED)
            """.formatted(FRESH);

    private final JdbcClient jdbc;
    private final LoginProperties properties;

    JdbcLoginFailures(JdbcClient jdbc, LoginProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public boolean isBlocked(String identifier, String ip) {
        return aged("SELECT EXISTS (SELECT FROM login_failures WHERE " + SAME + " AND " + BLOCKED + ")")
                .param("max", properties.maxFailures())
                .param("identifier", identifier)
                .param("ip", ip)
                .query(Boolean.class)
                .single();
    }

    @Override
    public int count(String identifier, String ip) {
        int failures = aged(COUNT)
                .param("identifier", identifier)
                .param("ip", ip)
                .query(Integer.class)
                .single();
        aged(FORGET).update();
        return failures;
    }

    @Override
    public boolean forgive(String identifier, String ip) {
        return aged(FORGIVE)
                .param("max", properties.maxFailures())
                .param("identifier", identifier)
                .param("ip", ip)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<UserBlock> blocks(Collection<String> identifiers) {
        return aged("SELECT identifier, ip FROM login_failures WHERE identifier = ANY (:identifiers) AND " + BLOCKED
                        + " ORDER BY identifier, ip")
                .param("max", properties.maxFailures())
                .param("identifiers", identifiers.toArray(String[]::new))
                .query((row, number) -> new UserBlock(row.getString("identifier"), address(row.getString("ip"))))
                .list();
    }

    @Override
    public void lift(Collection<String> identifiers) {
        jdbc.sql("DELETE FROM login_failures WHERE identifier = ANY (:identifiers)")
                .param("identifiers", identifiers.toArray(String[]::new))
                .update();
    }

    private static @Nullable String address(String ip) {
        return ip.equals(ANYWHERE) ? null : ip;
    }

    private JdbcClient.StatementSpec aged(String sql) {
        return jdbc.sql(sql).param("blockMillis", properties.blockTime().toMillis());
    }
}

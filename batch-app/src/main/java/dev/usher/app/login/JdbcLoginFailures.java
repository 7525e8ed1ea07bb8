package dev.usher.app.login;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** {@link LoginFailures} in the table {@code login_failures}; ages are measured by the database's clock. */
final class JdbcLoginFailures implements LoginFailures {

    private static final String FRESH = "failed_at > now() - :blockMillis * interval '1 millisecond'";
    private static final String BLOCKED = "failures >= :max AND " + FRESH;
    private static final String SAME = "identifier = :identifier AND connection_id = :connection AND ip = :ip";

    private static final String ANY_OF =
            "(identifier, connection_id) IN (SELECT * FROM unnest(:identifiers, :connections))";
    private static final String EVERYWHERE = "identifier = ANY (:identifiers)";

    /** Whoever inserts the same key waits for the other, so none is counted twice or not at all. */
    private static final String COUNT = """
            INSERT INTO login_failures AS f (identifier, connection_id, ip, failures, failed_at)
            VALUES (:identifier, :connection, :ip, 1, now())
                ON CONFLICT (identifier, connection_id, ip) DO UPDATE
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
             WHERE (identifier, connection_id, ip) IN (SELECT identifier, connection_id, ip FROM login_failures
                                                        WHERE NOT (%s) ORDER BY failed_at LIMIT 10
                                                          FOR UPDATE SKIP LOCKED)
            """.formatted(FRESH);

    private final JdbcClient jdbc;
    private final LoginProperties properties;

    JdbcLoginFailures(JdbcClient jdbc, LoginProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public boolean isBlocked(TriedName name, String ip) {
        return about(
                        name,
                        ip,
                        aged("SELECT EXISTS (SELECT FROM login_failures WHERE " + SAME + " AND " + BLOCKED + ")"))
                .param("max", properties.maxFailures())
                .query(Boolean.class)
                .single();
    }

    @Override
    public int count(TriedName name, String ip) {
        int failures = about(name, ip, aged(COUNT)).query(Integer.class).single();
        aged(FORGET).update();
        return failures;
    }

    @Override
    public boolean forgive(TriedName name, String ip) {
        return about(name, ip, aged(FORGIVE))
                .param("max", properties.maxFailures())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<UserBlock> blocks(Collection<TriedName> names) {
        return blocks(any(names, aged(blocksSql(ANY_OF))));
    }

    @Override
    public List<UserBlock> blocksEverywhere(Collection<String> identifiers) {
        return blocks(aged(blocksSql(EVERYWHERE)).param("identifiers", identifiers.toArray(String[]::new)));
    }

    @Override
    public void lift(Collection<TriedName> names) {
        any(names, jdbc.sql("DELETE FROM login_failures WHERE " + ANY_OF)).update();
    }

    @Override
    public void liftEverywhere(Collection<String> identifiers) {
        jdbc.sql("DELETE FROM login_failures WHERE " + EVERYWHERE)
                .param("identifiers", identifiers.toArray(String[]::new))
                .update();
    }

    /** Whoever asks for blocks is told nothing of connections, so each is told once. */
    private static String blocksSql(String whose) {
        return "SELECT DISTINCT identifier, ip FROM login_failures WHERE " + whose + " AND " + BLOCKED
                + " ORDER BY identifier, ip";
    }

    private List<UserBlock> blocks(StatementSpec statement) {
        return statement
                .param("max", properties.maxFailures())
                .query((row, number) -> new UserBlock(row.getString("identifier"), address(row.getString("ip"))))
                .list();
    }

    private static StatementSpec about(TriedName name, String ip, StatementSpec statement) {
        return statement
                .param("identifier", name.identifier())
                .param("connection", name.connectionId())
                .param("ip", ip);
    }

    private static StatementSpec any(Collection<TriedName> names, StatementSpec statement) {
        return statement
                .param("identifiers", names.stream().map(TriedName::identifier).toArray(String[]::new))
                .param(
                        "connections",
                        names.stream().map(TriedName::connectionId).toArray(String[]::new));
    }

    private static @Nullable String address(String ip) {
        return ip.equals(ANYWHERE) ? null : ip;
    }

    private StatementSpec aged(String sql) {
        return jdbc.sql(sql).param("blockMillis", properties.blockTime().toMillis());
    }
}

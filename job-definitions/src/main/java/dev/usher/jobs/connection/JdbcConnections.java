package dev.usher.jobs.connection;

import dev.usher.jobs.connection.ConnectionConflictException.Reason;
import dev.usher.jobs.random.RandomText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** {@link Connections} in the table {@code connections}; shared by all threads. */
final class JdbcConnections implements Connections {

    private static final String COLUMNS = "SELECT id, name, strategy, options FROM connections";
    private static final String INSERT = """
            INSERT INTO connections (id, name, strategy, options) VALUES (:id, :name, :strategy, :options::jsonb)
            """;
    private static final String UPDATE = """
            UPDATE connections SET options = :options::jsonb, updated_at = now() WHERE id = :id
            """;

    /** Whoever inserts users holds a key share of this row, so it waits for those that are on their way. */
    private static final String LOCK = "SELECT name FROM connections WHERE id = :id FOR UPDATE";

    private static final String HAS_USERS = "SELECT EXISTS (SELECT FROM users WHERE connection_id = :id)";
    private static final String UNFINISHED_JOB = """
            SELECT id FROM jobs
             WHERE connection_id = :id AND type = 'users_import' AND status IN ('pending', 'processing')
             ORDER BY created_at
             LIMIT 1
            """;

    private static final int ID_LENGTH = 16;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RandomGenerator random;

    JdbcConnections(JdbcClient jdbc, TransactionOperations transactions, RandomGenerator random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.random = random;
    }

    @Override
    public List<Connection> list() {
        return jdbc.sql(COLUMNS + " ORDER BY name").query(JdbcConnections::map).list();
    }

    @Override
    public Optional<Connection> find(String idOrName) {
        var column = Connection.isId(idOrName) ? "id" : "name";
        return jdbc.sql(COLUMNS + " WHERE " + column + " = :value")
                .param("value", idOrName)
                .query(JdbcConnections::map)
                .optional();
    }

    @Override
    public Connection create(String name, Strategy strategy, ConnectionOptions options) {
        var connection = new Connection("con_" + randomId(), name, strategy, options);
        try {
            jdbc.sql(INSERT)
                    .param("id", connection.id())
                    .param("name", name)
                    .param("strategy", strategy.name())
                    .param("options", OptionsJson.write(options))
                    .update();
            return connection;
        } catch (DuplicateKeyException e) {
            throw new ConnectionConflictException(
                    Reason.NAME_TAKEN,
                    "There is a connection '" + name + "' already. Choose another name, or change that one.");
        }
    }

    @Override
    public Connection updateOptions(String id, ConnectionOptions options) {
        int rows = jdbc.sql(UPDATE)
                .param("id", id)
                .param("options", OptionsJson.write(options))
                .update();
        if (rows == 0) {
            throw gone(id);
        }
        return find(id).orElseThrow(() -> gone(id));
    }

    @Override
    public void delete(String id) {
        transactions.executeWithoutResult(status -> {
            var name = jdbc.sql(LOCK).param("id", id).query(String.class).optional();
            requireUnused(id, name.orElseThrow(() -> gone(id)));
            jdbc.sql("DELETE FROM connections WHERE id = :id").param("id", id).update();
        });
    }

    private void requireUnused(String id, String name) {
        jdbc.sql(UNFINISHED_JOB).param("id", id).query(String.class).optional().ifPresent(job -> {
            throw new ConnectionConflictException(
                    Reason.IMPORT_UNFINISHED,
                    "The job " + job + " imports into the connection '" + name
                            + "'. Wait for its end, or stop it first.");
        });
        if (jdbc.sql(HAS_USERS).param("id", id).query(Boolean.class).single()) {
            throw new ConnectionConflictException(
                    Reason.HAS_USERS,
                    "The connection '" + name
                            + "' has users. Only a connection without users can be deleted: keep it, or"
                            + " delete them first with DELETE FROM users WHERE connection_id = '" + id + "'.");
        }
    }

    private String randomId() {
        return RandomText.of(random, ID_LENGTH, RandomText.LETTERS_AND_DIGITS);
    }

    private static ConnectionConflictException gone(String id) {
        return new ConnectionConflictException(Reason.GONE, "There is no connection " + id + " any more.");
    }

    private static Connection map(ResultSet row, int number) throws SQLException {
        return new Connection(
                row.getString("id"),
                row.getString("name"),
                Strategy.of(row.getString("strategy")),
                OptionsJson.read(row.getString("options")));
    }
}

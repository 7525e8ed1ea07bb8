package dev.usher.jobs.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions that never wait for anything but the database. The server ends one of a process that froze in the middle,
 * and its locks with it: whoever goes on with a job of that process would wait for them.
 *
 * <p>It joins transactions of other managers on the same data source, as they are.
 */
public final class BriefTransactionManager extends JdbcTransactionManager {

    /** SQL for a transaction. Much longer than a process that is merely slow takes between two statements. */
    public static final String END_WHEN_IDLE = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    public BriefTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        try (var statement = connection.createStatement()) {
            statement.execute(END_WHEN_IDLE);
        }
    }
}

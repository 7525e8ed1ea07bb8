package dev.usher.jobs.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that give up on a server that keeps silent for a short time. The pool lets them wait for an hour, because
 * a statement over a large staging table may take that long; a sign of life must not. The pool puts its own time-out
 * back when a connection returns.
 */
public final class PromptDataSource extends DelegatingDataSource {

    private final int timeoutMillis;

    /** @param timeout how long the server may keep silent */
    public PromptDataSource(DataSource pool, Duration timeout) {
        super(pool);
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, timeoutMillis);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}

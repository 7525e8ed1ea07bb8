package dev.usher.jobs.testkit;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of a test class's own. */
public record TestDatabase(String jdbcUrl, String username, String password) {

    /** Opens a new connection each time: nothing to close, and no state left in a session. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(jdbcUrl, username, password);
    }
}

package dev.usher.app;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Where the embedded PostgreSQL is, as Spring Boot wants to know it. */
record EmbeddedConnectionDetails(EmbeddedPostgres.Handle postgres) implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
        return postgres.username();
    }

    @Override
    public String getPassword() {
        return postgres.password();
    }

    @Override
    public String getJdbcUrl() {
        return postgres.jdbcUrl();
    }
}

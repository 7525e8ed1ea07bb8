package dev.usher.app.rest.download;

import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link LinkSecret} in the database, made by its migration; shared by all requests. */
final class JdbcLinkSecret implements LinkSecret {

    private final JdbcClient jdbc;

    JdbcLinkSecret(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public byte[] bytes() {
        return jdbc.sql("SELECT secret FROM link_secret").query(byte[].class).single();
    }
}

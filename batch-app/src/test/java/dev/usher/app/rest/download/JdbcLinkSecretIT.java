package dev.usher.app.rest.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.testkit.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcLinkSecretIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final JdbcClient jdbc =
            JdbcClient.create(POSTGRES.migratedDatabase().dataSource());

    @Test
    void isReadOnceAndTheSameForAllServers() {
        var one = new JdbcLinkSecret(jdbc);
        var other = new JdbcLinkSecret(jdbc);
        var secret = one.bytes();
        assertThat(secret).hasSize(32).isEqualTo(other.bytes());

        jdbc.sql("DELETE FROM link_secret").update();
        try {
            assertThat(one.bytes()).isEqualTo(secret);
            assertThatThrownBy(() -> new JdbcLinkSecret(jdbc).bytes()).hasMessageContaining("link_secret is empty");
        } finally {
            insert(secret);
        }
    }

    @Test
    void thereIsNoSecondOne() {
        assertThatThrownBy(() -> insert(new byte[32])).isInstanceOf(DataIntegrityViolationException.class);
    }

    private void insert(byte[] secret) {
        jdbc.sql("INSERT INTO link_secret (secret) VALUES (:secret)")
                .param("secret", secret)
                .update();
    }
}

package dev.usher.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.testkit.PostgresExtension;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** Whoever comes after a waiting migration waits behind it, also those who only read. */
    @Test
    @Timeout(60)
    void doesNotWaitLongForATableThatIsInUse() throws Exception {
        flyway("4").migrate();

        try (var other = POSTGRES.database().dataSource().getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM jobs");
            assertThatThrownBy(() -> flyway("5").migrate())
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("lock timeout");
            other.rollback();
        }
        assertThat(flyway("latest").migrate().success).isTrue();
    }

    private static Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(POSTGRES.database().dataSource())
                .locations("classpath:db/migration")
                .target(target)
                .load();
    }
}

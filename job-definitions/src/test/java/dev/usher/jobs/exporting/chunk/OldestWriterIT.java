package dev.usher.jobs.exporting.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class OldestWriterIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final DataSource database = postgres.migratedDatabase().dataSource();

    @Test
    void findsTheStartOfTheOldestTransactionOfOthers() throws SQLException {
        try (var first = begun();
                var second = begun()) {
            var began = now(first);
            assertThat(began).isBefore(now(second));

            assertThat(writer(database).start()).contains(began);

            first.session().rollback();
            assertThat(writer(database).start()).contains(now(second));
        }
    }

    @Test
    void isNowIfNobodyWrites() {
        var before = now(database);

        assertThat(writer(database).start())
                .hasValueSatisfying(start -> assertThat(start).isBetween(before, now(database)));
    }

    @Test
    void looksEarlierByAMargin() throws SQLException {
        try (var open = begun()) {
            assertThat(new OldestWriter(JdbcClient.create(database), Duration.ofSeconds(10)).start())
                    .contains(now(open).minusSeconds(10));
        }
    }

    /** The sessions are looked at anew, also by a transaction that did so before. */
    @Test
    void seesWhoBeganSinceTheLastLookInTheSameTransaction() throws SQLException {
        try (var looking = begun()) {
            var writer = writer(new SingleConnectionDataSource(looking.session(), true));
            assertThat(writer.start()).isPresent();
            try (var open = begun()) {
                assertThat(writer.start()).contains(now(open));
            }
        }
    }

    @Test
    void knowsNothingWhileASessionHidesWhenItBegan() throws SQLException {
        try (var limited = database.getConnection()) {
            execute(limited, "DROP ROLE IF EXISTS usher_limited");
            execute(limited, "CREATE ROLE usher_limited");
            execute(limited, "SET ROLE usher_limited");
            var writer = writer(new SingleConnectionDataSource(limited, true));
            try (var hidden = begun()) {
                assertThat(now(hidden)).isNotNull();
                assertThat(writer.start()).isEmpty();
            }
            assertThat(writer.start()).isPresent();
            execute(limited, "RESET ROLE");
            execute(limited, "DROP ROLE usher_limited");
        }
    }

    @Test
    void knowsNothingWhileAPreparedTransactionHasChangedUsers() throws SQLException {
        assumeThat(JdbcClient.create(database)
                        .sql("SHOW max_prepared_transactions")
                        .query(Integer.class)
                        .single())
                .isPositive();
        try (var session = database.getConnection()) {
            execute(session, "BEGIN");
            execute(session, "DELETE FROM users");
            execute(session, "PREPARE TRANSACTION 'usher-test'");
            try {
                assertThat(writer(database).start()).isEmpty();
            } finally {
                execute(session, "ROLLBACK PREPARED 'usher-test'");
            }
            assertThat(writer(database).start()).isPresent();
        }
    }

    private static OldestWriter writer(DataSource source) {
        return new OldestWriter(JdbcClient.create(source), Duration.ZERO);
    }

    /** A transaction that is over for certain when this is closed: a session that is only closed is seen for a while. */
    private record Open(Connection session) implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            session.rollback();
            session.close();
        }
    }

    private Open begun() throws SQLException {
        var session = database.getConnection();
        session.setAutoCommit(false);
        var open = new Open(session);
        now(open);
        return open;
    }

    /** When it began. */
    private static Instant now(Open open) throws SQLException {
        try (var statement = open.session().createStatement();
                var row = statement.executeQuery("SELECT now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static Instant now(DataSource source) {
        return JdbcClient.create(source)
                .sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}

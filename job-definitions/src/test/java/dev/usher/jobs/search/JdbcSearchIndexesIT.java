package dev.usher.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcSearchIndexesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final JdbcTemplate jdbc =
            new JdbcTemplate(POSTGRES.migratedDatabase().dataSource());

    @AfterEach
    void removeIndexes() {
        for (String name : indexes()) {
            jdbc.execute("DROP INDEX " + name);
        }
    }

    @Test
    void makesAllIndexesOnce() {
        new JdbcSearchIndexes(jdbc).create();
        var made = oids();
        new JdbcSearchIndexes(jdbc).create();

        assertThat(made).hasSize(14);
        assertThat(oids()).isEqualTo(made);
    }

    @Test
    void makesAnewWhatWasLeftHalfDone() {
        new JdbcSearchIndexes(jdbc).create();
        jdbc.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_search_created_at'::regclass");
        jdbc.execute("DROP INDEX users_search_text");

        new JdbcSearchIndexes(jdbc).create();

        assertThat(indexes()).hasSize(14);
        assertThat(jdbc.queryForObject(
                        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_search_created_at'::regclass",
                        Boolean.class))
                .isTrue();
    }

    @Test
    void doesNothingWhileAnotherProcessDoesTheSame() throws SQLException {
        try (var other = POSTGRES.migratedDatabase().dataSource().getConnection();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + 0x7573_6865_725f_6978L + ")");

            new JdbcSearchIndexes(jdbc).create();

            assertThat(indexes()).isEmpty();
        }
    }

    @Test
    void whatWasCancelledIsMadeByTheNext() {
        var cancelled = new JdbcSearchIndexes(jdbc);
        cancelled.cancel();
        cancelled.create();
        assertThat(indexes()).isEmpty();

        new JdbcSearchIndexes(jdbc).create();
        assertThat(indexes()).hasSize(14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id:1",
                "user_id:-1",
                "created_at:1",
                "created_at:-1",
                "updated_at:1",
                "updated_at:-1",
                "email:1",
                "last_login:-1",
                "logins_count:-1"
            })
    void listsAreReadInTheirOrder(String sort) throws SQLException {
        new JdbcSearchIndexes(jdbc).create();

        try (var connection = POSTGRES.migratedDatabase().dataSource().getConnection();
                var statement = connection.createStatement()) {
            // An order that no index has would be sorted nevertheless.
            statement.execute("SET enable_sort = off");
            try (var plan = statement.executeQuery("EXPLAIN SELECT u.user_id FROM users AS u ORDER BY "
                    + UserSort.parse(sort).orderBy() + " LIMIT 50")) {
                while (plan.next()) {
                    assertThat(plan.getString(1)).doesNotContain("Sort");
                }
            }
        }
    }

    private List<String> indexes() {
        return jdbc.queryForList(
                "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'users\\_search\\_%'", String.class);
    }

    private List<Long> oids() {
        return jdbc.queryForList(
                "SELECT oid FROM pg_class WHERE relname LIKE 'users\\_search\\_%' ORDER BY oid", Long.class);
    }
}

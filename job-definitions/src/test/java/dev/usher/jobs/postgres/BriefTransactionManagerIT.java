package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class BriefTransactionManagerIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void itsTransactionsMayNotBeIdleForLongAndOthersOfTheSessionMay() {
        var database = postgres.database();
        var session =
                new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        try {
            var jdbc = JdbcClient.create(session);
            var transaction = new TransactionTemplate(new BriefTransactionManager(session));
            @Nullable String within = transaction.execute(status -> longestIdle(jdbc));

            assertThat(within).isEqualTo("10s");
            assertThat(longestIdle(jdbc)).isEqualTo("0");
        } finally {
            session.destroy();
        }
    }

    private static String longestIdle(JdbcClient jdbc) {
        return jdbc.sql("SHOW idle_in_transaction_session_timeout")
                .query(String.class)
                .single();
    }
}

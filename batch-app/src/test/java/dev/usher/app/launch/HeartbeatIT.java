package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.app.ApplicationHarness;
import dev.usher.jobs.postgres.PromptDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class HeartbeatIT {

    @RegisterExtension
    static final ApplicationHarness application =
            new ApplicationHarness("usher.launch.lease=3s", "usher.launch.heartbeat=200ms");

    /** The server can't answer a beat while somebody else holds the node's row; the next beat is a new attempt. */
    @Test
    void doesNotWaitForAnAnswerUntilTheLeaseHasRunOut() throws SQLException {
        var heartbeat = application.bean(Heartbeat.class);
        heartbeat.start();
        try (var other = application.bean(DataSource.class).getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT node_id FROM nodes FOR UPDATE");

            await().atMost(Duration.ofSeconds(20)).until(() -> waitingBeats() > 1);

            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void beatsWhileItWaitsForAnAnswerAboutStopRequests() throws SQLException {
        application.bean(Heartbeat.class).start();
        try (var other = application.bean(DataSource.class).getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE job_leases IN ACCESS EXCLUSIVE MODE");

            await().atMost(Duration.ofSeconds(20)).until(HeartbeatIT::hasBeatenSinceItAsked);

            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void givesConnectionsBackAsTheyWere() throws SQLException {
        var pool = application.bean(DataSource.class);
        int before;
        try (var connection = pool.getConnection()) {
            before = connection.getNetworkTimeout();
        }
        try (var connection = new PromptDataSource(pool, Duration.ofMillis(1_234)).getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(1_234);
        }
        try (var connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(before);
        }
    }

    private static boolean hasBeatenSinceItAsked() {
        return application
                .jdbc()
                .sql("SELECT count(*) > 0 FROM pg_stat_activity AS a, nodes AS n WHERE a.wait_event_type = 'Lock'"
                        + " AND a.query LIKE '%stop_requested%' AND a.pid <> pg_backend_pid()"
                        + " AND a.datname = current_database() AND n.heartbeat_at > a.query_start")
                .query(Boolean.class)
                .single();
    }

    private static int waitingBeats() {
        return application
                .jdbc()
                .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND query LIKE 'INSERT INTO nodes%' AND datname = current_database()")
                .query(Integer.class)
                .single();
    }
}

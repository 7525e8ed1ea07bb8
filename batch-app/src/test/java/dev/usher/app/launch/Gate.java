package dev.usher.app.launch;

import static org.awaitility.Awaitility.await;

import dev.usher.app.RunnerHarness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Holds up jobs at a write, until it is closed. */
final class Gate implements AutoCloseable {

    private static final String TRIGGER = """
            CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN new; END $$;
            CREATE OR REPLACE TRIGGER gate BEFORE %s EXECUTE FUNCTION gate();
            SELECT pg_advisory_lock(42);
            """;

    private final RunnerHarness servers;
    private final Connection session;

    private Gate(RunnerHarness servers, Connection session) {
        this.servers = servers;
        this.session = session;
    }

    /** At every chunk that inserts users. */
    static Gate atUsers(RunnerHarness servers) throws SQLException {
        return shut(servers, "INSERT ON users FOR EACH STATEMENT");
    }

    /** When all is done, and only has to be noted. */
    static Gate atCompletion(RunnerHarness servers) throws SQLException {
        return shut(servers, "UPDATE ON jobs FOR EACH ROW WHEN (new.status = 'completed')");
    }

    private static Gate shut(RunnerHarness servers, String write) throws SQLException {
        var session = servers.session();
        try (var statement = session.createStatement()) {
            statement.execute(TRIGGER.formatted(write));
        }
        return new Gate(servers, session);
    }

    void awaitSomebody() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::somebodyWaits);
    }

    private boolean somebodyWaits() {
        return servers.jdbc()
                        .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}

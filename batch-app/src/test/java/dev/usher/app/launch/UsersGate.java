package dev.usher.app.launch;

import static org.awaitility.Awaitility.await;

import dev.usher.app.RunnerHarness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Holds up every job at its next chunk that inserts users, until it is closed. */
final class UsersGate implements AutoCloseable {

    private static final String TRIGGER = """
            CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$;
            CREATE OR REPLACE TRIGGER gate BEFORE INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION gate();
            SELECT pg_advisory_lock(42);
            """;

    private final RunnerHarness servers;
    private final Connection session;

    private UsersGate(RunnerHarness servers, Connection session) {
        this.servers = servers;
        this.session = session;
    }

    static UsersGate shut(RunnerHarness servers) throws SQLException {
        var session = servers.session();
        try (var statement = session.createStatement()) {
            statement.execute(TRIGGER);
        }
        return new UsersGate(servers, session);
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

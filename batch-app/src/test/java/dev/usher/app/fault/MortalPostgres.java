package dev.usher.app.fault;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import dev.usher.jobs.testkit.TestDatabase;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL of a test class's own, which no other test misses while it is down. It syncs to disk as one in use does,
 * and has the migrations.
 */
final class MortalPostgres implements BeforeAllCallback, AfterAllCallback {

    private final EmbeddedPostgres postgres;
    private EmbeddedPostgres.Handle server;

    /** @param name of its folder; one for each test class */
    MortalPostgres(String name) {
        var temp = Path.of(System.getProperty("java.io.tmpdir"));
        var user = System.getProperty("user.name");
        var checkout = Integer.toHexString(System.getProperty("user.dir").hashCode());
        this.postgres = EmbeddedPostgres.in(temp.resolve("usher-" + name + "-" + user + "-" + checkout))
                .withBinariesIn(temp.resolve("usher-test-" + user + "-postgres"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // What a run that was killed left behind.
        postgres.forceStop();
        postgres.reset();
        server = postgres.start();
        Flyway.configure()
                .dataSource(database().dataSource())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
        postgres.reset();
    }

    TestDatabase database() {
        return new TestDatabase(server.jdbcUrl(), server.username(), server.password());
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database().dataSource());
    }

    /** @param name QUIT is what {@code pg_ctl -m immediate stop} sends */
    void signal(String name) {
        Signals.send(name, postgres.status().pid());
    }

    /** Starts it if it is down. */
    void ensureRunning() {
        server.ensureRunning();
    }
}

package dev.usher.jobs.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class, whose name ends in IT, databases of its own on a real PostgreSQL, and drops them after its last
 * test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PostgresExtension postgres = new PostgresExtension();
 *
 * JdbcClient jdbc = JdbcClient.create(postgres.migratedDatabase().dataSource());
 * }</pre>
 *
 * <p>A parameter of type {@link TestDatabase} gets the migrated one. The server is the environment's
 * ({@code SPRING_DATASOURCE_URL}), else one in Docker, else the embedded one; all test classes of a JVM share it.
 */
public final class PostgresExtension implements AfterAllCallback, ParameterResolver {

    private @Nullable TestDatabase empty;
    private @Nullable TestDatabase migrated;

    /** The class's empty database; always the same one. */
    public synchronized TestDatabase database() {
        if (empty == null) {
            empty = TestDatabases.ofThisJvm().createEmpty();
        }
        return empty;
    }

    /** The class's database with all migrations of {@code db/migration}; always the same one. */
    public synchronized TestDatabase migratedDatabase() {
        if (migrated == null) {
            migrated = TestDatabases.ofThisJvm().createMigrated();
        }
        return migrated;
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (empty != null) {
            TestDatabases.ofThisJvm().drop(empty);
            empty = null;
        }
        if (migrated != null) {
            TestDatabases.ofThisJvm().drop(migrated);
            migrated = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return migratedDatabase();
    }
}

package dev.usher.jobs.testkit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Makes and drops the databases of this JVM's server. */
final class TestDatabases {

    /** Far from UTC and not by whole hours, so that a zone that is forgotten shows. */
    private static final String TIME_ZONE = "Asia/Kolkata";

    private static final String PREFIX = "it_";

    private final TestServer server;
    private final String namePrefix = PREFIX + ProcessHandle.current().pid() + "_"
            + UUID.randomUUID().toString().substring(0, 8) + "_";
    private final AtomicInteger counter = new AtomicInteger();

    private @Nullable String template;

    private TestDatabases(TestServer server) {
        this.server = server;
    }

    private static final class Holder {
        static final TestDatabases INSTANCE = start();

        private static TestDatabases start() {
            var databases = new TestDatabases(TestServer.choose());
            Runtime.getRuntime().addShutdownHook(new Thread(databases::stop, "stop-test-postgres"));
            if (databases.server.local()) {
                databases.dropLeftOvers();
            }
            return databases;
        }
    }

    static TestDatabases ofThisJvm() {
        return Holder.INSTANCE;
    }

    TestDatabase createEmpty() {
        return create("template0");
    }

    /** A copy of a database that was migrated once. */
    synchronized TestDatabase createMigrated() {
        if (template == null) {
            var migrated = createEmpty();
            Flyway.configure()
                    .dataSource(migrated.dataSource())
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(false)
                    .load()
                    .migrate();
            template = nameOf(migrated);
        }
        return create(template);
    }

    void drop(TestDatabase database) {
        drop(nameOf(database));
    }

    private TestDatabase create(String from) {
        String name = namePrefix + counter.incrementAndGet();
        execute("create database " + name + " template " + from);
        execute("alter database " + name + " set timezone = '" + TIME_ZONE + "'");
        return server.database(name);
    }

    private void drop(String name) {
        execute("drop database if exists " + name + " with (force)");
    }

    private void stop() {
        if (template != null) {
            drop(template);
        }
        server.stop().run();
    }

    /** Databases of test runs that were killed; the number in the name is the process that made them. */
    private void dropLeftOvers() {
        var names = new ArrayList<String>();
        try (var connection = server.admin().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select datname from pg_database where datname ~ '^it_[0-9]+_'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot list the databases of " + server.admin().jdbcUrl(), e);
        }
        for (String name : names) {
            long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('_', PREFIX.length())));
            if (ProcessHandle.of(pid).isEmpty()) {
                drop(name);
            }
        }
    }

    private static String nameOf(TestDatabase database) {
        String url = database.jdbcUrl();
        int end = url.indexOf('?');
        String address = end < 0 ? url : url.substring(0, end);
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private void execute(String sql) {
        try (var connection = server.admin().dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "'" + sql + "' failed on " + server.admin().jdbcUrl(), e);
        }
    }
}

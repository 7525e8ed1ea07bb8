package dev.usher.bench;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The one PostgreSQL of a run: the environment's if {@code SPRING_DATASOURCE_URL} is set, which loses all its users,
 * else an embedded one with the settings that Usher ships.
 *
 * @param environment what a process needs to use the same database
 */
record BenchDatabase(String url, String user, String password, Map<String, String> environment, Runnable stop)
        implements AutoCloseable {

    static BenchDatabase open(Path home) {
        String external = System.getenv("SPRING_DATASOURCE_URL");
        if (external != null && !external.isBlank()) {
            var given = System.getenv();
            return new BenchDatabase(
                    external,
                    given.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                    given.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""),
                    Map.of(),
                    () -> {});
        }
        var handle = EmbeddedPostgres.in(home).start();
        var environment = Map.of(EmbeddedPostgres.HOME_VARIABLE, home.toString());
        return new BenchDatabase(handle.jdbcUrl(), handle.username(), handle.password(), environment, handle::close);
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection(url, properties);
    }

    /** For a cursor: a connection of its own, which fetches rows as they are read. */
    DataSource dataSource() {
        return new DriverManagerDataSource(url, user, password);
    }

    void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String text(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** What of the server's configuration matters for a bulk load. */
    Map<String, String> settings() throws SQLException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("server", text("SELECT version()").replaceAll(",.*", ""));
        for (String name : new String[] {
            "shared_buffers",
            "work_mem",
            "maintenance_work_mem",
            "max_wal_size",
            "checkpoint_timeout",
            "wal_compression",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "jit"
        }) {
            settings.put(name, text("SHOW " + name));
        }
        return settings;
    }

    @Override
    public void close() {
        stop.run();
    }
}

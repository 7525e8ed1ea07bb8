package dev.usher.app;

import dev.usher.app.launch.RunnerConfiguration;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.LocalFileStore;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.testkit.ImportRequests;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Servers without their web part, as many as a test starts, on one database and one file store; closed after each test. */
public final class RunnerHarness implements AfterEachCallback, AfterAllCallback {

    private final PostgresExtension postgres = new PostgresExtension();
    private final TestFolder folder = TestFolder.create();
    private final List<String> properties;
    private final AtomicInteger jobs = new AtomicInteger();
    private final List<ConfigurableApplicationContext> servers = new ArrayList<>();

    /** @param properties settings of all of them */
    public RunnerHarness(String... properties) {
        this.properties = List.of(properties);
    }

    public ConfigurableApplicationContext start(String... others) {
        var settings = new ArrayList<>(properties);
        settings.addAll(List.of(others));
        var store = new LocalFileStore(folder.path().resolve("store"), UUID::randomUUID);
        ApplicationContextInitializer<GenericApplicationContext> withStore =
                context -> context.registerBean(FileStore.class, () -> store);
        var server = new SpringApplicationBuilder(ApplicationHarness.Application.class, RunnerConfiguration.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(postgres.migratedDatabase().settings(settings))
                .initializers(withStore)
                .run();
        servers.add(server);
        return server;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(postgres.migratedDatabase().dataSource());
    }

    /** Opens a new session. */
    public Connection session() {
        try {
            return postgres.migratedDatabase().dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An import of so many users, whose addresses begin with {@code name}. */
    public UserImportRequest users(ConfigurableApplicationContext server, String name, int count) {
        var file = folder.path().resolve(name + ".ndjson");
        var rows = IntStream.range(0, count)
                .mapToObj(i -> "{\"email\":\"" + name + i + "@example.com\"}\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request(server, file);
    }

    /** Writes down a job that a process of the command line left behind; returns its id. */
    public String insertOfACommandLine(
            ConfigurableApplicationContext server, String status, UserImportRequest request) {
        var id = String.format("job_%016d", jobs.incrementAndGet());
        jdbc().sql("INSERT INTO jobs (id, type, status, connection_id, request)"
                        + " VALUES (:id, 'users_import', :status, :connection, CAST(:request AS jsonb))")
                .param("id", id)
                .param("status", status)
                .param("connection", request.connectionId())
                .param("request", server.getBean(JsonMapper.class).writeValueAsString(request))
                .update();
        return id;
    }

    public static UserImportRequest request(ConfigurableApplicationContext server, Path file) {
        var connection = server.getBean(Connections.class).list().get(0);
        return ImportRequests.plain(connection.id(), file);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        servers.forEach(ConfigurableApplicationContext::close);
        servers.clear();
        jdbc().sql("TRUNCATE jobs, job_errors, job_leases, nodes, users, batch_job_instance CASCADE")
                .update();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        postgres.afterAll(test);
        folder.close();
    }
}

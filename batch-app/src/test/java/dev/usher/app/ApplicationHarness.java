package dev.usher.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.usher.app.launch.LaunchConfiguration;
import dev.usher.app.operations.OperationsConfiguration;
import dev.usher.app.status.StatusConfiguration;
import dev.usher.app.storage.StorageConfiguration;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.ConnectionsConfiguration;
import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.LocalFileStore;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.testkit.ImportRequests;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The beans of the application without its command line, on a real database of a test class's own. */
public final class ApplicationHarness implements AfterAllCallback {

    private static final String INSERT_JOB = """
            INSERT INTO jobs (id, type, status, connection_id, connection, request)
            SELECT :id, 'users_import', :status, id, name, CAST(:request AS jsonb)
              FROM connections
             LIMIT 1
            """;

    private final PostgresExtension postgres = new PostgresExtension();
    private final List<String> properties;
    private final AtomicInteger jobs = new AtomicInteger();
    private @Nullable ConfigurableApplicationContext context;

    /** @param properties settings such as {@code usher.launch.lease=3s} */
    public ApplicationHarness(String... properties) {
        this.properties = List.of(properties);
    }

    /** No {@code @Configuration}: the application itself would find it by its package. */
    @EnableAutoConfiguration
    @Import({
        ConnectionsConfiguration.class,
        UserExportJobConfiguration.class,
        UserImportJobConfiguration.class,
        LaunchConfiguration.class,
        StatusConfiguration.class,
        StorageConfiguration.class,
        OperationsConfiguration.class
    })
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        RandomGenerator random() {
            return RandomGenerator.getDefault();
        }

        @Bean
        TestFolder storeFolder() {
            return TestFolder.create();
        }

        @Bean
        @ConditionalOnMissingBean
        FileStore fileStore(TestFolder folder) {
            return new LocalFileStore(folder.path(), UUID::randomUUID);
        }

        @Bean
        static BeanPostProcessor switchableDatabase() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof HikariDataSource pool ? new Switchable(pool) : bean;
                }
            };
        }
    }

    /** A database that can go away. */
    private static final class Switchable extends DelegatingDataSource {

        private volatile boolean away;

        private Switchable(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLTransientConnectionException("the database is away");
            }
            return super.getConnection();
        }
    }

    public void databaseIsAway(boolean away) {
        ((Switchable) bean(DataSource.class)).away = away;
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    /** An import of a file into the connection that every database has. */
    public UserImportRequest request(Path file) {
        return ImportRequests.plain(bean(Connections.class).list().get(0).id(), file);
    }

    /** Writes down a job that nobody runs; returns its id. */
    public String insertJob(String status, UserImportRequest request) {
        var id = String.format("job_%016d", jobs.incrementAndGet());
        jdbc().sql(INSERT_JOB)
                .param("id", id)
                .param("status", status)
                .param("request", bean(JsonMapper.class).writeValueAsString(request))
                .update();
        return id;
    }

    /** A job as the threads that wait for its database know it. */
    public RunningJob runningJob(String jobId) {
        return new RunningJobs(jdbc()).add(jobId, 1);
    }

    @Override
    public synchronized void afterAll(ExtensionContext test) {
        if (context != null) {
            context.close();
            context = null;
        }
        postgres.afterAll(test);
    }

    private synchronized ConfigurableApplicationContext context() {
        if (context == null) {
            context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .properties(postgres.migratedDatabase().settings(properties))
                    .run();
        }
        return context;
    }
}

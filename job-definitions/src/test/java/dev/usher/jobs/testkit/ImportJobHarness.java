package dev.usher.jobs.testkit;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.ConnectionsConfiguration;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.LocalFileStore;
import dev.usher.jobs.importing.ImportFailedException;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.summary.ImportSummaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs whole imports and exports against a real PostgreSQL: one application context and one database per test class, whose tables
 * are emptied before each test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ImportJobHarness imports = new ImportJobHarness();
 *
 * var database = imports.connection("auth0");
 * var job = imports.into(database).upsert().run("{'email':'ann@x.org'}");
 * assertThat(job.summary().inserted()).isEqualTo(1);
 * }</pre>
 */
public final class ImportJobHarness implements BeforeEachCallback, AfterAllCallback {

    private static final String EMPTY_TABLES = """
            TRUNCATE users, jobs, job_errors, job_warnings, job_leases, connections, batch_job_instance CASCADE
            """;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<String> properties;
    private final AtomicLong counter = new AtomicLong();
    private @Nullable TestDatabase database;
    private @Nullable ConfigurableApplicationContext context;
    private @Nullable TestFolder folder;

    /** @param properties settings such as {@code usher.import.merge-rows=50} */
    public ImportJobHarness(String... properties) {
        this.properties = List.of(properties);
    }

    /** What the jobs need besides their own configuration. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({UserImportJobConfiguration.class, UserExportJobConfiguration.class, ConnectionsConfiguration.class})
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
        FileStore fileStore(TestFolder folder) {
            return new LocalFileStore(folder.path(), UUID::randomUUID);
        }

        @Bean
        RunningJobs runningJobs(JdbcClient jdbc) {
            return new RunningJobs(jdbc);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        reset();
    }

    /** Empties all tables. */
    public void reset() {
        jdbc().sql(EMPTY_TABLES).update();
    }

    @Override
    public synchronized void afterAll(ExtensionContext test) {
        if (context != null) {
            context.close();
            context = null;
        }
        if (database != null) {
            TestDatabases.ofThisJvm().drop(database);
            database = null;
        }
    }

    public JdbcClient jdbc() {
        return context().getBean(JdbcClient.class);
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    /** A connection of a strategy, with default options and a name of its own. */
    public Connection connection(String strategy) {
        return connection(strategy, ConnectionOptions.DEFAULTS);
    }

    public Connection connection(String strategy, ConnectionOptions options) {
        return context()
                .getBean(Connections.class)
                .create(strategy + "-" + counter.incrementAndGet(), Strategy.of(strategy), options);
    }

    /** An import into a connection, to be described further and run. */
    public AnImport into(Connection connection) {
        return new AnImport(this, connection);
    }

    /** The users of a connection in the order of their ids, without what is null, and without their digests. */
    public List<Map<String, Object>> users(Connection connection) {
        return jdbc().sql("SELECT * FROM users WHERE connection_id = :id ORDER BY user_id")
                .param("id", connection.id())
                .query((row, number) -> user(row))
                .list();
    }

    /** The one user with this value of an attribute. */
    public Map<String, Object> user(String attribute, String value) {
        return findUser(attribute, value)
                .orElseThrow(() -> new AssertionError("there is no user with " + attribute + " " + value));
    }

    public Optional<Map<String, Object>> findUser(String attribute, String value) {
        return jdbc().sql("SELECT * FROM users WHERE " + attribute + " = :value")
                .param("value", value)
                .query((row, number) -> user(row))
                .optional();
    }

    /** A file of its own in a folder that lives as long as the JVM. */
    public synchronized Path file(String name) {
        try {
            if (folder == null) {
                folder = TestFolder.create();
                Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
            }
            return Files.createDirectory(folder.path().resolve(String.valueOf(counter.incrementAndGet())))
                    .resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FinishedImport run(Connection connection, UserImportRequest request) {
        var jobId = submit("users_import", connection, request);
        long start = System.nanoTime();
        var execution = start(jobId, "userImportJob");
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            bean(ImportLeftovers.class).remove(jobId);
        }
        return finished(jobId, execution, millis);
    }

    /** An export of the users of all connections, to be described further and run. */
    public AnExport export() {
        return new AnExport(this);
    }

    FinishedExport run(@Nullable Connection connection, UserExportRequest request) {
        return runExport(submit("users_export", connection, request));
    }

    /** Runs an export, or goes on with it. */
    FinishedExport runExport(String jobId) {
        var execution = start(jobId, "userExportJob");
        return FinishedExport.of(this, jobId, execution);
    }

    private JobExecution start(String jobId, String definition) {
        long token = jdbc().sql("""
                        INSERT INTO job_leases (job_id, node_id, token)
                        VALUES (:id, 'test', nextval('job_lease_tokens'))
                        ON CONFLICT (job_id) DO UPDATE SET token = excluded.token
                        RETURNING token
                        """).param("id", jobId).query(Long.class).single();
        var runningJobs = bean(RunningJobs.class);
        runningJobs.add(jobId, token);
        try {
            var parameters =
                    new JobParametersBuilder().addString("jobId", jobId).toJobParameters();
            return bean(JobOperator.class).start(context().getBean(definition, Job.class), parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            runningJobs.remove(jobId);
        }
    }

    private String submit(String type, @Nullable Connection connection, Object request) {
        var jobId = String.format("job_%016d", counter.incrementAndGet());
        jdbc().sql("""
                        INSERT INTO jobs (id, type, status, connection_id, connection, request)
                        VALUES (:id, :type, 'processing', :connectionId, :connection, CAST(:request AS jsonb))
                        """)
                .param("id", jobId)
                .param("type", type)
                .param("connectionId", connection == null ? null : connection.id())
                .param("connection", connection == null ? null : connection.name())
                .param("request", bean(JsonMapper.class).writeValueAsString(request))
                .update();
        return jobId;
    }

    private FinishedImport finished(String jobId, JobExecution execution, long millis) {
        var failures = execution.getAllFailureExceptions();
        var known = failures.stream()
                .map(ImportJobHarness::importFailure)
                .filter(Objects::nonNull)
                .findFirst();
        if (known.isEmpty() && execution.getStatus() != BatchStatus.COMPLETED) {
            throw new AssertionError("the job failed unexpectedly", failures.isEmpty() ? null : failures.get(0));
        }
        var errors = new ArrayList<dev.usher.jobs.importing.rejection.StoredRowError>();
        context().getBean(RowErrors.class).forEachRecord(jobId, record -> errors.addAll(record.errors()));
        return new FinishedImport(
                jobId,
                known.map(ImportFailedException::reason).orElse(null),
                known.map(Throwable::getMessage).orElse(""),
                known.isPresent()
                        ? null
                        : context().getBean(ImportSummaries.class).compute(jobId),
                errors,
                warnings(jobId),
                millis);
    }

    private Map<String, Long> warnings(String jobId) {
        var warnings = new TreeMap<String, Long>();
        jdbc().sql("SELECT code, path, sum(rows) AS rows FROM job_warnings WHERE job_id = :id GROUP BY code, path")
                .param("id", jobId)
                .query(row -> {
                    warnings.put(row.getString("code") + " " + row.getString("path"), row.getLong("rows"));
                });
        return warnings;
    }

    private static @Nullable ImportFailedException importFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImportFailedException known) {
                return known;
            }
        }
        return null;
    }

    private static Map<String, Object> user(ResultSet row) throws SQLException {
        var user = new TreeMap<String, Object>();
        var columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = row.getObject(i);
            if (value != null && !columns.getColumnName(i).equals("import_digest")) {
                boolean json = columns.getColumnTypeName(i).equals("jsonb");
                user.put(columns.getColumnName(i), json ? JSON.readValue(row.getString(i), Object.class) : value);
            }
        }
        return user;
    }

    private synchronized ConfigurableApplicationContext context() {
        if (context == null) {
            database = TestDatabases.ofThisJvm().createMigrated();
            context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .properties(database.settings(properties))
                    .run();
        }
        return context;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

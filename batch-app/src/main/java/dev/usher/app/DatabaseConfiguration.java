package dev.usher.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.usher.app.launch.DatabaseKeeper;
import dev.usher.app.launch.RunnerProperties;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.jobs.embedded.EmbeddedPostgres;
import dev.usher.jobs.exporting.UserExportProperties;
import dev.usher.jobs.importing.UserImportProperties;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Which PostgreSQL: the one that {@code spring.datasource.url} names, or else the embedded one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int OLDEST = 14;

    /**
     * For the sign of life, the look for stop requests, the progress that is shown, the thread that runs the job, and the
     * one that a signal starts to stop it.
     */
    private static final int CONNECTIONS_BESIDE_WORKERS = 5;

    /**
     * For the sign of life, the look for stop requests, the look for jobs, the look for schedules, five threads of their
     * alarms, the notices, and five requests at the same time; the threads that run the jobs come on top.
     */
    private static final int CONNECTIONS_OF_A_SERVER = 15;

    /** Closed after the connection pool, which depends on it. */
    @Bean
    @Conditional(NoDatabaseConfigured.class)
    EmbeddedPostgres.Handle embeddedPostgres() {
        return EmbeddedPostgres.in(EmbeddedPostgres.defaultHome(System.getenv()))
                .start();
    }

    @Bean
    @Conditional(NoDatabaseConfigured.class)
    @ConditionalOnMissingBean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgres.Handle postgres) {
        return new EmbeddedConnectionDetails(postgres);
    }

    @Bean
    FlywayMigrationStrategy migrationOfSupportedDatabases(
            DataSource dataSource,
            UserImportProperties imports,
            UserExportProperties exports,
            ObjectProvider<RunnerProperties> runner) {
        return flyway -> {
            if (dataSource instanceof HikariDataSource pool) {
                int connections = pool.getMaximumPoolSize();
                var server = Optional.ofNullable(runner.getIfAvailable());
                requireEnoughConnections(connections, server, "usher.import", imports.workerCount());
                requireEnoughConnections(connections, server, "usher.export", exports.workerCount());
            }
            requireSupported(flyway.getConfiguration().getDataSource());
            flyway.migrate();
        };
    }

    /** After a crash of the server it comes back on the same port, so that the pool finds it again. */
    @Bean
    @Conditional(NoDatabaseConfigured.class)
    DatabaseKeeper embeddedDatabaseKeeper(EmbeddedPostgres.Handle postgres) {
        return postgres::ensureRunning;
    }

    /** With fewer, workers that wait for a connection would keep the heartbeat from getting one. */
    static void requireEnoughConnections(
            int connections, Optional<RunnerProperties> server, String settings, int workers) {
        int jobs = server.map(RunnerProperties::concurrentJobs).orElse(1);
        int needed = server.isPresent()
                ? jobs * (workers + 1) + CONNECTIONS_OF_A_SERVER
                : workers + CONNECTIONS_BESIDE_WORKERS;
        if (connections < needed) {
            throw new WrongSettingException("spring.datasource.hikari.maximum-pool-size is " + connections + ", but "
                    + (jobs > 1 ? jobs + " jobs of " : "")
                    + workers + " workers need at least " + needed
                    + ". Raise it, or set " + settings + ".workers"
                    + (jobs > 1 ? " or usher.launch.concurrent-jobs" : "")
                    + " to a smaller number.");
        }
    }

    private static void requireSupported(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            var metadata = connection.getMetaData();
            if (metadata.getDatabaseMajorVersion() < OLDEST) {
                throw new UnsupportedDatabaseException("PostgreSQL " + metadata.getDatabaseProductVersion()
                        + " is too old: Usher works with PostgreSQL 14 to 18.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Can't ask the database for its version.", e);
        }
    }
}

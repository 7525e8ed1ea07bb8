package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.LaunchProperties;
import dev.usher.jobs.file.FileStoreProperties;
import dev.usher.jobs.search.SearchConfiguration;
import dev.usher.jobs.search.SearchIndexes;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What operators see of a server, its health and its metrics, and what it does for them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchProperties.class)
@Import(SearchConfiguration.class)
public class ServerOperationsConfiguration {

    /** Below that, a job of some size is bound to fail. */
    private static final DataSize LEAST_SPACE = DataSize.ofMegabytes(100);

    @Bean
    JobMetrics jobMetrics(JdbcClient jdbc, LaunchProperties launch, Clock clock) {
        return new JobMetrics(new JdbcJobCounts(jdbc, launch)::read, clock);
    }

    @Bean
    HousekeepingTimer housekeepingTimer(Housekeeping housekeeping, RetentionProperties retention) {
        return new HousekeepingTimer(housekeeping, retention.interval());
    }

    @Bean
    @ConditionalOnProperty(name = "usher.search.indexes", matchIfMissing = true)
    SearchIndexBuilder searchIndexBuilder(SearchIndexes indexes) {
        return new SearchIndexBuilder(indexes);
    }

    @Bean
    HealthIndicator storageHealthIndicator(FileStoreProperties files) {
        return new DiskSpaceHealthIndicator(files.folder().toFile(), LEAST_SPACE);
    }

    /** Whoever migrates the database by other means has switched this off with the migrations at the start. */
    @Bean
    HealthIndicator migrationsHealthIndicator(ObjectProvider<Flyway> migrations) {
        return () -> migrations.stream().allMatch(flyway -> flyway.info().pending().length == 0)
                ? Health.up().build()
                : Health.down().build();
    }
}

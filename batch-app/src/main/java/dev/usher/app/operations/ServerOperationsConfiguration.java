package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.LaunchProperties;
import dev.usher.app.login.LoginCounts;
import dev.usher.app.schedule.ScheduleStatistics;
import dev.usher.jobs.file.FileStoreProperties;
import dev.usher.jobs.search.SearchIndexes;
import java.time.Clock;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** What operators see of a server, its health and its metrics, and what it does for them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchProperties.class)
public class ServerOperationsConfiguration {

    /** Below that, a job of some size is bound to fail. */
    private static final DataSize LEAST_SPACE = DataSize.ofMegabytes(100);

    /** Prometheus waits ten seconds for a scrape, unless it is told otherwise. */
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);

    @Bean
    JobMetrics jobMetrics(
            JdbcClient jdbc, PlatformTransactionManager transactions, LaunchProperties launch, Clock clock) {
        var counting = new TransactionTemplate(transactions);
        counting.setReadOnly(true);
        counting.setTimeout((int) LONGEST_COUNT.toSeconds());
        return new JobMetrics(new JdbcJobCounts(jdbc, counting, launch)::read, clock);
    }

    @Bean
    ScheduleMetrics scheduleMetrics(ScheduleStatistics statistics) {
        return new ScheduleMetrics(statistics);
    }

    @Bean
    LoginMetrics loginMetrics(LoginCounts logins) {
        return new LoginMetrics(logins);
    }

    @Bean
    HousekeepingTimer housekeepingTimer(Housekeeping housekeeping, RetentionProperties retention) {
        return new HousekeepingTimer(housekeeping, retention.interval());
    }

    @Bean
    @ConditionalOnProperty(name = "usher.search.indexes", matchIfMissing = true)
    SearchIndexBuilder searchIndexBuilder(JdbcTemplate jdbc) {
        return new SearchIndexBuilder(SearchIndexes.in(jdbc));
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

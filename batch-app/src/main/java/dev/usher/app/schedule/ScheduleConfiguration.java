package dev.usher.app.schedule;

import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.postgres.PromptDataSource;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The schedules of the database, as every process can change them; none of this fires anything. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchedulerProperties.class)
public class ScheduleConfiguration {

    private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);

    @Bean
    Schedules schedules(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json) {
        return new JdbcSchedules(jdbc, savepoint(transactions), json);
    }

    @Bean
    ScheduleRuns scheduleRuns(JdbcClient jdbc, JsonMapper json) {
        return new JdbcScheduleRuns(jdbc, json);
    }

    @Bean
    ScheduledJobs scheduledJobs(
            JobOrders orders, ScheduleRuns runs, ExternalStores stores, SchedulerProperties properties) {
        return new ScheduledJobs(orders, runs, stores, properties.keepDeletions());
    }

    @Bean
    ScheduleScopes scheduleScopes(ScheduledJobs jobs) {
        return (type, request) -> jobs.check(type, request).scopes();
    }

    @Bean
    ScheduleStatistics scheduleStatistics(DataSource pool) {
        var jdbc = new JdbcTemplate(new PromptDataSource(pool, LONGEST_COUNT.multipliedBy(2)));
        jdbc.setQueryTimeout((int) LONGEST_COUNT.toSeconds());
        return new JdbcScheduleStatistics(JdbcClient.create(jdbc));
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return () -> jdbc.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Bean
    StoredJobSchedules jobScheduleService(
            Schedules schedules,
            ScheduleRuns runs,
            ScheduledJobs jobs,
            DatabaseClock clock,
            PlatformTransactionManager transactions,
            RandomGenerator random) {
        return new StoredJobSchedules(schedules, runs, jobs, clock, new TransactionTemplate(transactions), random);
    }

    static TransactionTemplate savepoint(PlatformTransactionManager transactions) {
        var savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return savepoint;
    }
}

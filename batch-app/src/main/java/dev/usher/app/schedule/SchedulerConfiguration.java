package dev.usher.app.schedule;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.jobs.postgres.PromptDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What fires schedules in a server; a process of the command line has none of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeclaredSchedulesProperties.class)
public class SchedulerConfiguration {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    @Bean
    Firing firing(
            Schedules schedules,
            ScheduleRuns runs,
            ScheduledJobs jobs,
            JobLaunchService launch,
            DatabaseClock clock,
            DataSource pool,
            PlatformTransactionManager transactions,
            SchedulerProperties properties) {
        return new Firing(
                schedules,
                runs,
                jobs,
                launch,
                clock,
                prompt(pool, transactions),
                ScheduleConfiguration.savepoint(transactions),
                properties);
    }

    /** In the tables that the migrations made. Its own threads give up on a database that says nothing more. */
    @Bean
    @DependsOnDatabaseInitialization
    SchedulerFactoryBean quartz(
            DataSource dataSource, PlatformTransactionManager transactions, ApplicationContext context) {
        var jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        var quartz = new SchedulerFactoryBean();
        quartz.setSchedulerName("usher");
        quartz.setDataSource(dataSource);
        quartz.setNonTransactionalDataSource(new PromptDataSource(dataSource, SILENCE));
        quartz.setTransactionManager(transactions);
        quartz.setJobFactory(jobs);
        quartz.setWaitForJobsToCompleteOnShutdown(true);
        quartz.setQuartzProperties(quartzProperties());
        return quartz;
    }

    private static Properties quartzProperties() {
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        // Alarms that other nodes have set are found by then.
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        return properties;
    }

    @Bean
    ScheduleWatch scheduleWatch(
            Schedules schedules,
            ScheduleRuns runs,
            Scheduler scheduler,
            Firing firing,
            DatabaseClock clock,
            JdbcClient jdbc,
            DataSource pool,
            PlatformTransactionManager transactions,
            SchedulerProperties properties,
            StoredJobSchedules service,
            DeclaredSchedulesProperties declared,
            ConfigurableEnvironment environment) {
        ScheduleSettings.check(environment);
        new DeclaredSchedules(schedules, service).apply(declared.schedules());
        return new ScheduleWatch(
                schedules,
                runs,
                new QuartzAlarms(scheduler),
                firing,
                clock,
                jdbc,
                prompt(pool, transactions),
                ScheduleConfiguration.savepoint(transactions),
                properties);
    }

    private static PromptTransaction prompt(DataSource pool, PlatformTransactionManager transactions) {
        return new PromptTransaction(pool, new TransactionTemplate(transactions));
    }
}

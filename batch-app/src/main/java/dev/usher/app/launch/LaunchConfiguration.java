package dev.usher.app.launch;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.fetch.SourceSettling;
import dev.usher.jobs.importing.fetch.TakenFiles;
import dev.usher.jobs.postgres.BriefTransactionManager;
import dev.usher.jobs.postgres.PromptDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.batch.autoconfigure.BatchTransactionManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Everything that starts, stops and owns jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LaunchProperties.class, SubmissionProperties.class})
public class LaunchConfiguration {

    @Bean
    RunningJobs runningJobs(JdbcClient jdbc) {
        return new RunningJobs(jdbc);
    }

    /** For whatever is noted of jobs outside of their chunks, by Spring Batch and by us. */
    @Bean(defaultCandidate = false)
    @BatchTransactionManager
    BriefTransactionManager noteTransactions(DataSource pool) {
        return new BriefTransactionManager(pool);
    }

    @Bean
    JobQueue jobQueue(JdbcClient jdbc, @BatchTransactionManager PlatformTransactionManager transactions) {
        return new JobQueue(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    JobOwners jobOwners(JdbcClient jdbc) {
        return new JobOwners(jdbc);
    }

    @Bean
    JobMark jobMark(JdbcClient jdbc) {
        return new JdbcJobMark(jdbc);
    }

    @Bean
    Heartbeat heartbeat(DataSource pool, RunningJobs runningJobs, LaunchProperties properties) {
        // With the ten seconds that the pool may take for a connection, a beat that fails leaves time for another.
        var prompt = prompt(pool, properties.lease().dividedBy(6));
        return new Heartbeat(new Nodes(prompt), runningJobs, properties.heartbeat());
    }

    @Bean
    @ConditionalOnMissingBean
    DatabaseKeeper databaseKeeper() {
        return () -> {};
    }

    @Bean
    DatabaseReturn databaseReturn(DataSource pool, DatabaseKeeper keeper, Clock clock, LaunchProperties properties) {
        return new DatabaseReturn(
                prompt(pool, properties.lease().dividedBy(3)), keeper, clock, properties.databasePatience());
    }

    @Bean
    JobRun jobRun(
            JobOperator operator,
            JobRepository repository,
            @BatchTransactionManager PlatformTransactionManager transactions,
            List<Job> jobs,
            JobQueue queue,
            Heartbeat heartbeat,
            Housekeeping housekeeping,
            DatabaseReturn database,
            JobMark mark,
            Clock clock,
            LaunchProperties properties) {
        return new JobRun(
                operator,
                jobs.stream().collect(toUnmodifiableMap(Job::getName, job -> job)),
                new StaleExecutions(repository, new TransactionTemplate(transactions), clock),
                queue,
                heartbeat,
                mark,
                housekeeping,
                database,
                clock,
                properties.retriesWithoutProgress());
    }

    @Bean
    RunnerInbox runnerInbox() {
        return new RunnerInbox();
    }

    @Bean
    Submissions submissions(
            JdbcClient jdbc,
            @BatchTransactionManager PlatformTransactionManager transactions,
            SubmissionProperties properties) {
        return new Submissions(jdbc, new TransactionTemplate(transactions), properties);
    }

    @Bean
    FollowUps followUps(
            JdbcClient jdbc,
            @BatchTransactionManager PlatformTransactionManager transactions,
            ObjectProvider<ExternalStores> stores,
            TakenFiles taken,
            JsonMapper json) {
        return new FollowUps(
                jdbc, new TransactionTemplate(transactions), stores.getIfAvailable(ExternalStores::none), taken, json);
    }

    @Bean
    Restarts restarts(
            JobQueue queue,
            JobOwners owners,
            RunningJobs runningJobs,
            Heartbeat heartbeat,
            RunnerInbox inbox,
            Housekeeping housekeeping,
            LaunchProperties properties,
            Clock clock) {
        return new Restarts(queue, owners, runningJobs, heartbeat, inbox, housekeeping, properties, clock);
    }

    @Bean
    JobRemoval jobRemoval(
            JdbcClient jdbc,
            JobQueue queue,
            JobOwners owners,
            ImportLeftovers importLeftovers,
            ExportLeftovers exportLeftovers,
            SourceSettling sources,
            ObjectProvider<ExternalStores> stores,
            RejectedRecords rejects,
            FileStore store,
            JobRepository repository) {
        return new JobRemoval(
                jdbc,
                queue,
                owners,
                importLeftovers,
                exportLeftovers,
                sources,
                stores.getIfAvailable(ExternalStores::none),
                rejects,
                store,
                repository);
    }

    @Bean
    JobLaunchService jobLaunchService(
            JobQueue queue,
            JobOwners owners,
            Submissions submissions,
            FollowUps followUps,
            Restarts restarts,
            JobRemoval removal,
            RunnerInbox inbox,
            Connections connections,
            FileStore store,
            ObjectProvider<ExternalStores> stores,
            RunningJobs runningJobs,
            JobRun jobRun,
            Heartbeat heartbeat,
            LaunchProperties properties,
            RandomGenerator random,
            JsonMapper json) {
        return new BatchJobLaunchService(
                queue,
                owners,
                submissions,
                followUps,
                restarts,
                removal,
                inbox,
                connections,
                store,
                stores.getIfAvailable(ExternalStores::none),
                runningJobs,
                jobRun,
                heartbeat,
                properties,
                random,
                json);
    }

    private static JdbcClient prompt(DataSource pool, Duration timeout) {
        return JdbcClient.create(new PromptDataSource(pool, timeout));
    }
}

package dev.usher.app.launch;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.postgres.PromptDataSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What runs jobs in a server by itself; a process of the command line has none of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunnerProperties.class)
public class RunnerConfiguration {

    @Bean
    ServerStore serverStore(FileStore store) {
        return new ServerStore(store.id());
    }

    @Bean
    JobRunner jobRunner(
            DataSource pool,
            JobMark mark,
            RunnerInbox inbox,
            RunningJobs runningJobs,
            JobRun jobRun,
            Heartbeat heartbeat,
            DatabaseKeeper keeper,
            ServerStore store,
            LaunchProperties launch,
            RunnerProperties properties) {
        // A look for jobs that hears nothing more from the database must not be the last one.
        var prompt = new PromptDataSource(pool, launch.lease().dividedBy(3));
        var jdbc = JdbcClient.create(prompt);
        var queue = new JobQueue(jdbc, new TransactionTemplate(new JdbcTransactionManager(prompt)));
        var claims = new JobClaims(queue, new JobOwners(jdbc), mark, runningJobs, heartbeat, store, launch, properties);
        return new JobRunner(claims, queue, inbox, runningJobs, jobRun, heartbeat, keeper, properties.concurrentJobs());
    }
}

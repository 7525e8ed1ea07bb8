package dev.usher.bench;

import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Batch as its documentation sets it up, with the JDBC job repository. */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableJdbcJobRepository
class StockApplication {

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /** Runs a job; returns how long it takes, without the start of the application. */
    static Duration run(BenchDatabase database, Function<ApplicationContext, Job> jobs) throws Exception {
        // One thread, so one connection: no pool could do better.
        var dataSource = new SingleConnectionDataSource(database.connect(), true);
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean("dataSource", DataSource.class, () -> dataSource);
            context.register(StockApplication.class);
            context.refresh();
            var job = jobs.apply(context);
            long start = System.nanoTime();
            var parameters = new JobParametersBuilder().addLong("run", start).toJobParameters();
            var execution = context.getBean(JobOperator.class).start(job, parameters);
            var took = Duration.ofNanos(System.nanoTime() - start);
            if (execution.getStatus().isUnsuccessful()) {
                throw new IllegalStateException("Stock Spring Batch failed: " + execution.getAllFailureExceptions());
            }
            return took;
        }
    }
}

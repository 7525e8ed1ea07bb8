package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.Eventually;
import dev.usher.jobs.batch.JobLease;
import dev.usher.jobs.batch.LeaseLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An owner that lost its job while it was frozen, and wakes up while the new one begins: it spoils nothing, although the
 * tables of Spring Batch know of no lease.
 */
class FrozenOwnerIT {

    private static final String TYPE = "users_import";

    private static final String INSTANCE = """
            INSERT INTO batch_job_instance (job_instance_id, version, job_name, job_key)
            VALUES (nextval('batch_job_instance_seq'), 0, :type, :key)
            """;

    private static final String EXECUTION = """
            INSERT INTO batch_job_execution (job_execution_id, version, job_instance_id, create_time, status, exit_code)
            SELECT nextval('batch_job_execution_seq'), 0, job_instance_id, localtimestamp, 'STARTING', 'UNKNOWN'
              FROM batch_job_instance
             WHERE job_name = :type AND job_key = :key
            """;

    private static final String WAITS = """
            SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock')
            """;

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    @TempDir
    Path folder;

    private final JobLaunchService launch = application.bean(JobLaunchService.class);

    private enum FrozenWhileItInserts {
        THE_INSTANCE,
        THE_FIRST_EXECUTION
    }

    @ParameterizedTest
    @EnumSource
    void theNewOwnerGoesOn(FrozenWhileItInserts what) throws Exception {
        var job = submit();
        try (var connection = application.bean(DataSource.class).getConnection()) {
            var frozen = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            connection.setAutoCommit(false);
            insert(frozen, INSTANCE, job);
            if (what == FrozenWhileItInserts.THE_FIRST_EXECUTION) {
                connection.commit();
                insert(frozen, EXECUTION, job);
            }
            var run = CompletableFuture.runAsync(() -> launch.run(job));
            Eventually.await(
                    () -> application.jdbc().sql(WAITS).query(Boolean.class).single());
            connection.commit();
            connection.setAutoCommit(true);

            run.get(1, TimeUnit.MINUTES);
        }
        assertThat(status(job)).isEqualTo("completed");
    }

    @Test
    void itMarksNoExecutionOfTheNewOwner() throws IOException {
        var job = submit();
        var parameters = JobRun.parameters(job);
        var repository = application.bean(JobRepository.class);
        var instance = repository.createJobInstance(TYPE, parameters);
        repository.createJobExecution(instance, parameters, new ExecutionContext());
        var stale = new StaleExecutions(
                repository,
                new TransactionTemplate(application.bean(PlatformTransactionManager.class)),
                Clock.systemUTC());
        var present = new JobLease(application.jdbc(), job, token(job));
        var lost = new JobLease(application.jdbc(), job, token(job) - 1);

        assertThatThrownBy(() -> stale.fail(lost, TYPE, parameters)).isInstanceOf(LeaseLostException.class);
        assertThat(repository.getJobExecutions(instance))
                .extracting(JobExecution::getStatus)
                .containsExactly(BatchStatus.STARTING);

        stale.fail(present, TYPE, parameters);
        assertThat(repository.getJobExecutions(instance))
                .extracting(JobExecution::getStatus)
                .containsExactly(BatchStatus.FAILED);
    }

    private String submit() throws IOException {
        var file = Files.writeString(folder.resolve("users.ndjson"), "{\"email\":\"ann@example.com\"}\n");
        return launch.submitHere(new JobRequest.OfImport(application.request(file)));
    }

    private static void insert(JdbcClient jdbc, String sql, String job) {
        jdbc.sql(sql)
                .param("type", TYPE)
                .param("key", new DefaultJobKeyGenerator().generateKey(JobRun.parameters(job)))
                .update();
    }

    private static String status(String job) {
        return application
                .jdbc()
                .sql("SELECT status || coalesce(' ' || status_details, '') FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    private static long token(String job) {
        return application
                .jdbc()
                .sql("SELECT token FROM job_leases WHERE job_id = :job")
                .param("job", job)
                .query(Long.class)
                .single();
    }
}

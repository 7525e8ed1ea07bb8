package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.EndedJobs;
import dev.usher.jobs.batch.RangeStep;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.batch.StepWorkers;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.exporting.chunk.ExportChunk;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.chunk.OldestWriter;
import dev.usher.jobs.exporting.output.SegmentFiles;
import dev.usher.jobs.exporting.output.SegmentWriter;
import dev.usher.jobs.exporting.snapshot.UserSnapshot;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.postgres.CopyOut;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The export of users, from table {@code users} to file; the job's bean reads as the list of its stages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserExportProperties.class)
public class UserExportJobConfiguration {

    /** The name of the job in Spring Batch, and its type in the table {@code jobs}. */
    public static final String JOB_NAME = "users_export";

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RunningJobs runningJobs;

    UserExportJobConfiguration(
            JobRepository repository, PlatformTransactionManager transactions, RunningJobs runningJobs) {
        this.repository = repository;
        this.transactions = transactions;
        this.runningJobs = runningJobs;
    }

    @Bean
    Job userExportJob(Step cutChunks, Step writeSegments, Step publishFile, Step deliverFile) {
        return new JobBuilder(JOB_NAME, repository)
                .start(cutChunks)
                .next(writeSegments)
                .next(publishFile)
                .next(deliverFile)
                .build();
    }

    @Bean
    Step cutChunks(
            ExportRuns runs,
            ExportChunks chunks,
            BrokenSegments broken,
            JdbcClient jdbc,
            UserExportProperties properties) {
        return tasklet(
                "bounds",
                new BoundsStep(
                        runs,
                        runningJobs,
                        chunks,
                        new OldestWriter(jdbc, properties.deltaMargin()),
                        broken,
                        properties,
                        new TransactionTemplate(transactions)));
    }

    @Bean
    Step writeSegments(
            ExportRuns runs,
            ExportChunks chunks,
            SegmentFiles files,
            JdbcClient jdbc,
            DataSource dataSource,
            UserExportProperties properties,
            StepWorkers exportWorkers) {
        RangeStep.OpenRanges workers = jobId -> IntStream.range(0, (int)
                        Math.min(properties.workerCount(), chunks.totals(jobId).openChunks()))
                .boxed()
                .toList();
        return RangeStep.create("segments", repository, runningJobs, exportWorkers, workers, (name, jobId, number) -> {
            var run = runs.require(jobId);
            var job = runningJobs.require(jobId);
            var selection = run.request().selection();
            var worker = new SegmentWorker(
                    job,
                    chunks,
                    new UserSnapshot(
                            jdbc, new CopyOut(dataSource), selection.columns(), run.scope(), run.derivesPictures()),
                    new SegmentWriter(
                            files, run.format(selection), run.request().target().gzip(), job::stopRequested));
            return new StepBuilder(name, repository)
                    .<ExportChunk, ExportChunk>chunk(1)
                    .transactionManager(transactions)
                    .reader(worker)
                    .writer(worker)
                    .build();
        });
    }

    @Bean
    Step publishFile(
            ExportRuns runs, ExportChunks chunks, SegmentFiles files, BrokenSegments broken, ExportResults results) {
        return tasklet(
                "publish",
                new PublishStep(
                        runs, runningJobs, chunks, files, broken, results, new TransactionTemplate(transactions)));
    }

    @Bean
    Step deliverFile(ExportRuns runs, ExportResults results, ObjectProvider<ExternalStores> stores) {
        return tasklet(
                "deliver",
                new DeliverStep(
                        runs,
                        runningJobs,
                        stores.getIfAvailable(ExternalStores::none),
                        results,
                        new TransactionTemplate(transactions)));
    }

    @Bean
    ExportResults exportResults(JdbcClient jdbc) {
        return new ExportResults(jdbc);
    }

    @Bean
    ExportRuns exportRuns(JdbcClient jdbc, FileStore store, JsonMapper json) {
        return new JdbcExportRuns(jdbc, store, json);
    }

    @Bean
    ExportChunks exportChunks(JdbcClient jdbc, Connections connections) {
        return new ExportChunks(jdbc, connections);
    }

    @Bean
    SegmentFiles segmentFiles(FileStore store) {
        return new SegmentFiles(store);
    }

    @Bean
    BrokenSegments brokenSegments(ExportChunks chunks, SegmentFiles files) {
        return new BrokenSegments(chunks, files, new TransactionTemplate(transactions));
    }

    @Bean
    ExportLeftovers exportLeftovers(
            JdbcClient jdbc,
            ExportRuns runs,
            ExportChunks chunks,
            SegmentFiles files,
            ExportResults results,
            ObjectProvider<ExternalStores> stores) {
        return new JdbcExportLeftovers(
                new EndedJobs(jdbc, new TransactionTemplate(transactions)),
                runs,
                chunks,
                files,
                new UnfinishedFiles(runs, results, stores.getIfAvailable(ExternalStores::none)),
                results);
    }

    @Bean
    StepWorkers exportWorkers(UserExportProperties properties) {
        return new StepWorkers("usher-export-", properties.workerCount());
    }

    /** All but the workers work on files for long, and open a transaction only to note what came of it. */
    private Step tasklet(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .listener(runningJobs)
                .allowStartIfComplete(true)
                .build();
    }
}

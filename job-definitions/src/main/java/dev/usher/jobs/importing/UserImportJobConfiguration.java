package dev.usher.jobs.importing;

import dev.usher.jobs.batch.EndedJobs;
import dev.usher.jobs.batch.RangeStep;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.batch.StepWorkers;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.fetch.FileFetch;
import dev.usher.jobs.importing.fetch.FileFetchConfiguration;
import dev.usher.jobs.importing.fetch.TakenFiles;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.parse.RowReaders;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.rejection.RowErrorsConfiguration;
import dev.usher.jobs.importing.resolve.KeyRanges;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.split.FilePartsConfiguration;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.stage.AttributeLog;
import dev.usher.jobs.importing.stage.RejectedKeysWriter;
import dev.usher.jobs.importing.stage.StagingWriter;
import dev.usher.jobs.importing.summary.ImportSummaries;
import dev.usher.jobs.importing.summary.ImportSummariesConfiguration;
import dev.usher.jobs.importing.validate.RowKeys;
import dev.usher.jobs.importing.validate.RowValidator;
import dev.usher.jobs.importing.validate.ValidationLimits;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The import of users, from file to table {@code users}; the job's bean reads as the list of its stages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserImportProperties.class)
@Import({
    FileFetchConfiguration.class,
    FilePartsConfiguration.class,
    RowErrorsConfiguration.class,
    ImportSummariesConfiguration.class,
    ImportMirrorConfiguration.class
})
public class UserImportJobConfiguration {

    /** The name of the job in Spring Batch, and its type in the table {@code jobs}. */
    public static final String JOB_NAME = "users_import";

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RunningJobs runningJobs;

    UserImportJobConfiguration(
            JobRepository repository, PlatformTransactionManager transactions, RunningJobs runningJobs) {
        this.repository = repository;
        this.transactions = transactions;
        this.runningJobs = runningJobs;
    }

    @Bean
    Job userImportJob(
            Step fetchInput,
            Step scanInput,
            Step stageRows,
            Step resolveFile,
            Step resolveConflicts,
            Step passGate,
            Step mergeUsers,
            Step mirrorUsers,
            Step summarise) {
        return new JobBuilder(JOB_NAME, repository)
                .start(fetchInput)
                .next(scanInput)
                .next(stageRows)
                .next(resolveFile)
                .next(resolveConflicts)
                .next(passGate)
                .next(mergeUsers)
                .next(mirrorUsers)
                .next(summarise)
                .build();
    }

    @Bean
    Step fetchInput(ImportRuns runs, FileParts parts, FileFetch files) {
        return untransacted("fetch", new FetchStep(runs, runningJobs, parts, files));
    }

    @Bean
    Step scanInput(
            ImportRuns runs,
            FileParts parts,
            InputFiles files,
            ImportWarnings warnings,
            UserImportProperties properties,
            JdbcClient jdbc) {
        var scan = new ScanStep(
                runs, runningJobs, parts, files, warnings, properties, jdbc, new TransactionTemplate(transactions));
        return untransacted("scan", new OnlyWithInput(runs, scan));
    }

    @Bean
    Step stageRows(
            ImportRuns runs,
            FileParts parts,
            UserImportProperties properties,
            RowErrors errors,
            ImportWarnings warnings,
            DataSource dataSource,
            AttributeLog attributes,
            StepWorkers importWorkers) {
        return RangeStep.create("stage", repository, runningJobs, importWorkers, parts::open, (name, jobId, part) -> {
            var run = runs.require(jobId);
            var input = parts.findInput(jobId).orElseThrow();
            var progress = parts.require(jobId, part);
            var limits = properties.splitLimits();
            var worker = new StageWorker(
                    runningJobs.require(jobId),
                    part,
                    parts,
                    () -> RecordBlockReader.open(
                            input.data(), input.description(), progress.part(), progress.next(), limits),
                    RowReaders.forInput(
                            input.description(),
                            CsvHeaders.read(
                                    input.data(),
                                    input.description(),
                                    input.header(),
                                    run.request().csv())),
                    new RowValidator(
                            run.connection().rules(),
                            ValidationLimits.DEFAULTS,
                            run.request().upsert()),
                    new StagingWriter(
                            dataSource,
                            attributes,
                            jobId,
                            part,
                            run.upsertRules().key(),
                            run.upsertRules().fingerprint(),
                            2 * limits.maxBlockBytes()),
                    run.staging()
                            .rejectedKeys()
                            .map(keys -> KeptKeys.in(
                                    new RejectedKeysWriter(dataSource, keys),
                                    new RowKeys(run.connection().rules())))
                            .orElse(KeptKeys.NONE),
                    errors,
                    warnings,
                    input.description().format() == InputFormat.JSON_ARRAY);
            return new StepBuilder(name, repository)
                    .<RecordBlock, StagedBlock>chunk(1)
                    .transactionManager(transactions)
                    .reader(worker)
                    .processor(worker)
                    .writer(worker)
                    .build();
        });
    }

    @Bean
    Step resolveFile(
            ImportRuns runs,
            FileParts parts,
            KeyRanges ranges,
            AttributeLog attributes,
            UserImportProperties properties,
            JdbcClient jdbc) {
        var savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return tasklet(
                "resolve",
                new OnlyWithInput(
                        runs,
                        new ResolveFileStep(
                                runs, runningJobs, parts, ranges, attributes, properties, jdbc, savepoint)));
    }

    @Bean
    Step resolveConflicts(ImportRuns runs, KeyRanges ranges, RangeSteps rangeSteps, StepWorkers importWorkers) {
        RangeStep.OpenRanges open = jobId ->
                runs.require(jobId).request().gated() ? ranges.openGroups(jobId, KeyRanges.Stage.RESOLVED) : List.of();
        return RangeStep.create("conflicts", repository, runningJobs, importWorkers, open, rangeSteps::resolve);
    }

    @Bean
    Step passGate(
            ImportRuns runs, FileParts parts, RowErrors errors, JdbcRejectedRecords rejects, ImportMirror mirror) {
        var ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var gate = new GateStep(runs, runningJobs, ownTransaction, parts, errors, rejects, mirror);
        return tasklet("gate", new OnlyWithInput(runs, gate));
    }

    @Bean
    Step mergeUsers(ImportRuns runs, KeyRanges ranges, RangeSteps rangeSteps, StepWorkers importWorkers) {
        RangeStep.OpenRanges open = jobId ->
                runs.require(jobId).request().dryRun() ? List.of() : ranges.openGroups(jobId, KeyRanges.Stage.MERGED);
        return RangeStep.create("merge", repository, runningJobs, importWorkers, open, rangeSteps::merge);
    }

    @Bean
    Step summarise(
            ImportRuns runs,
            ImportSummaries summaries,
            JdbcRejectedRecords rejects,
            TakenFiles taken,
            ImportMirror mirror) {
        return tasklet("summary", new SummaryStep(runningJobs, summaries, rejects, runs, taken, mirror));
    }

    @Bean
    RangeSteps rangeSteps(
            ImportRuns runs,
            KeyRanges ranges,
            AttributeLog attributes,
            JdbcClient jdbc,
            Clock clock,
            RandomGenerator random) {
        return new RangeSteps(repository, transactions, runningJobs, runs, ranges, attributes, jdbc, clock, random);
    }

    @Bean
    JdbcRejectedRecords rejectedRecords(
            JdbcClient jdbc,
            FileStore store,
            FileParts parts,
            RowErrors errors,
            ImportRuns runs,
            Mirrors mirrors,
            JsonMapper json) {
        return new JdbcRejectedRecords(jdbc, store, parts, errors, runs, mirrors, json);
    }

    @Bean
    RejectedUsers rejectedUsers(JdbcRejectedRecords rejects, RowErrors errors, FileParts parts, ImportRuns runs) {
        return new StoredRejectedUsers(rejects, errors, parts, runs);
    }

    @Bean
    ImportRuns importRuns(JdbcClient jdbc, Connections connections, TakenFiles taken, JsonMapper json) {
        return new JdbcImportRuns(jdbc, connections, taken, json);
    }

    @Bean
    ImportWarnings importWarnings(JdbcClient jdbc) {
        return new JdbcImportWarnings(jdbc);
    }

    @Bean
    ImportLeftovers importLeftovers(
            JdbcClient jdbc,
            ImportRuns runs,
            KeyRanges ranges,
            Mirrors mirrors,
            FileParts parts,
            InputFiles files,
            TakenFiles taken) {
        var endedJobs = new EndedJobs(jdbc, new TransactionTemplate(transactions));
        return new JdbcImportLeftovers(jdbc, endedJobs, runs, ranges, mirrors, parts, files, taken);
    }

    @Bean
    InputFiles inputFiles(FileStore store) {
        return new InputFiles(store);
    }

    @Bean
    AttributeLog attributeLog(JdbcClient jdbc) {
        return new AttributeLog(jdbc);
    }

    @Bean
    KeyRanges keyRanges(JdbcClient jdbc) {
        return new KeyRanges(jdbc);
    }

    @Bean
    StepWorkers importWorkers(UserImportProperties properties) {
        return new StepWorkers("usher-worker-", properties.workerCount());
    }

    /** For what takes as long as the file is large, and opens a transaction only to note what came of it. */
    private Step untransacted(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .listener(runningJobs)
                .allowStartIfComplete(true)
                .build();
    }

    private Step tasklet(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .listener(runningJobs)
                .build();
    }
}

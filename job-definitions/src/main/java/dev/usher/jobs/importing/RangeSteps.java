package dev.usher.jobs.importing;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.merge.UserMerge;
import dev.usher.jobs.importing.resolve.KeyRanges;
import dev.usher.jobs.importing.resolve.PassedOver;
import dev.usher.jobs.importing.resolve.RangeCounts;
import dev.usher.jobs.importing.resolve.RowResolution;
import dev.usher.jobs.importing.stage.AttributeLog;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes the steps of the workers that resolve or merge the key ranges of a job; shared by workers. */
final class RangeSteps {

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RunningJobs runningJobs;
    private final ImportRuns runs;
    private final KeyRanges ranges;
    private final AttributeLog attributes;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final RandomGenerator random;

    RangeSteps(
            JobRepository repository,
            PlatformTransactionManager transactions,
            RunningJobs runningJobs,
            ImportRuns runs,
            KeyRanges ranges,
            AttributeLog attributes,
            JdbcClient jdbc,
            Clock clock,
            RandomGenerator random) {
        this.repository = repository;
        this.transactions = transactions;
        this.runningJobs = runningJobs;
        this.runs = runs;
        this.ranges = ranges;
        this.attributes = attributes;
        this.jdbc = jdbc;
        this.clock = clock;
        this.random = random;
    }

    /** Rejects the conflicts of each range; a dry run also counts what a merge would do, and warns. */
    Step resolve(String name, String jobId, int group) {
        var run = runs.require(jobId);
        var staged = attributes.of(jobId);
        var resolution = new RowResolution(jdbc, jobId, run.staging(), run.upsertRules(), staged);
        var passedOver = new PassedOver(jdbc, jobId, run.upsertRules(), staged, resolution);
        return step(name, jobId, group, KeyRanges.Stage.RESOLVED, range -> {
            long failed = resolution.rejectConflicts(range);
            if (!run.request().dryRun()) {
                return new RangeCounts(0, 0, 0, failed);
            }
            passedOver.warn(range);
            return resolution.forecast(range).withFailed(failed);
        });
    }

    Step merge(String name, String jobId, int group) {
        var run = runs.require(jobId);
        var staged = attributes.of(jobId);
        var merge = new UserMerge(jdbc, jobId, run.upsertRules(), staged, transactions, clock, random);
        return step(name, jobId, group, KeyRanges.Stage.MERGED, merge::merge);
    }

    private Step step(
            String name, String jobId, int group, KeyRanges.Stage stage, Function<KeyRange, RangeCounts> work) {
        var worker = new RangeWorker(runningJobs.require(jobId), group, ranges, stage, work);
        return new StepBuilder(name, repository)
                .<KeyRange, KeyRange>chunk(1)
                .transactionManager(transactions)
                .reader(worker)
                .writer(worker)
                .build();
    }
}

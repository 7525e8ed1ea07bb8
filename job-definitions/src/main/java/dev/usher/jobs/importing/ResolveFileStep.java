package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.resolve.FileDuplicates;
import dev.usher.jobs.importing.resolve.KeyRanges;
import dev.usher.jobs.importing.resolve.StagedAttributes;
import dev.usher.jobs.importing.split.FileParts;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What can only be known of the staged rows as a whole: users that stand twice in the file, and the key ranges in which
 * the rest of the work is done. All in one transaction, so that a restart finds it done or not begun.
 */
final class ResolveFileStep implements Tasklet {

    private final ImportRuns runs;
    private final RunningJobs runningJobs;
    private final FileParts parts;
    private final KeyRanges ranges;
    private final UserImportProperties properties;
    private final JdbcClient jdbc;

    ResolveFileStep(
            ImportRuns runs,
            RunningJobs runningJobs,
            FileParts parts,
            KeyRanges ranges,
            UserImportProperties properties,
            JdbcClient jdbc) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.parts = parts;
        this.ranges = ranges;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        runningJobs.require(run.jobId()).lease().hold();
        if (ranges.findStagedAttributes(run.jobId()).isEmpty()) {
            resolve(run);
        }
        return RepeatStatus.FINISHED;
    }

    private void resolve(ImportRun run) {
        var input = parts.findInput(run.jobId()).orElseThrow();
        var rules = run.upsertRules();
        run.staging().createKeyIndex(jdbc, rules.key());
        var staged = StagedAttributes.read(jdbc, run.staging());
        new FileDuplicates(jdbc, run.jobId(), run.staging(), rules).reject(staged);
        long rowBytes = Math.max(1, input.sizeBytes() / Math.max(1, input.records()));
        long rowsPerRange = Math.max(
                1, Math.min(properties.mergeRows(), properties.mergeSize().toBytes() / rowBytes));
        ranges.cut(run.jobId(), rules.key(), staged, input.records(), rowsPerRange, properties.workerCount());
    }
}

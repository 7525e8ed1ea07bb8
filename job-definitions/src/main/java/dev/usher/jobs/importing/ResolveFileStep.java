package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.resolve.FileDuplicates;
import dev.usher.jobs.importing.resolve.KeyRanges;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.stage.AttributeLog;
import dev.usher.jobs.postgres.SqlState;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can only be known of the staged rows as a whole: users that stand twice in the file, and the key ranges in which
 * the rest of the work is done. All in one transaction, so that a restart finds it done or not begun.
 */
final class ResolveFileStep implements Tasklet {

    private final ImportRuns runs;
    private final RunningJobs runningJobs;
    private final FileParts parts;
    private final KeyRanges ranges;
    private final AttributeLog attributes;
    private final UserImportProperties properties;
    private final JdbcClient jdbc;
    private final TransactionTemplate savepoint;

    ResolveFileStep(
            ImportRuns runs,
            RunningJobs runningJobs,
            FileParts parts,
            KeyRanges ranges,
            AttributeLog attributes,
            UserImportProperties properties,
            JdbcClient jdbc,
            TransactionTemplate savepoint) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.parts = parts;
        this.ranges = ranges;
        this.attributes = attributes;
        this.properties = properties;
        this.jdbc = jdbc;
        this.savepoint = savepoint;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        runningJobs.require(run.jobId()).lease().hold();
        if (!ranges.exist(run.jobId())) {
            resolve(run);
        }
        return RepeatStatus.FINISHED;
    }

    /** Building a unique index tells for nothing whether a user stands twice in the file; most files have none. */
    private boolean tryUniqueIndex(ImportRun run) {
        try {
            savepoint.executeWithoutResult(status ->
                    run.staging().createUniqueKeyIndex(jdbc, run.upsertRules().key()));
            return true;
        } catch (DataAccessException e) {
            if (!SqlState.isUniqueClash(e)) {
                throw e;
            }
            return false;
        }
    }

    private void resolve(ImportRun run) {
        var input = parts.findInput(run.jobId()).orElseThrow();
        var rules = run.upsertRules();
        boolean keysAreUnique = tryUniqueIndex(run);
        if (!keysAreUnique) {
            run.staging().createKeyIndex(jdbc, rules.key());
        }
        var duplicates = new FileDuplicates(jdbc, run.jobId(), run.staging(), rules);
        parts.noteDuplicates(run.jobId(), duplicates.reject(attributes.of(run.jobId()), keysAreUnique));
        long rowBytes = Math.max(1, input.sizeBytes() / Math.max(1, input.records()));
        long rowsPerRange = Math.max(
                1, Math.min(properties.mergeRows(), properties.mergeSize().toBytes() / rowBytes));
        ranges.cut(run.jobId(), rules.key(), input.records(), rowsPerRange, properties.workerCount());
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.rejection.ErrorThreshold;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.split.FileParts;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The last moment at which no user has been touched: here a job ends that more rows failed than it was allowed, or that would
 * block or delete more users than its guards let pass.
 */
final class GateStep implements Tasklet {

    private final ImportRuns runs;
    private final RunningJobs runningJobs;
    private final TransactionTemplate ownTransaction;
    private final FileParts parts;
    private final RowErrors errors;
    private final JdbcRejectedRecords rejects;
    private final ImportMirror mirror;

    GateStep(
            ImportRuns runs,
            RunningJobs runningJobs,
            TransactionTemplate ownTransaction,
            FileParts parts,
            RowErrors errors,
            JdbcRejectedRecords rejects,
            ImportMirror mirror) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.ownTransaction = ownTransaction;
        this.parts = parts;
        this.errors = errors;
        this.rejects = rejects;
        this.mirror = mirror;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        runningJobs.require(run.jobId()).lease().hold();
        var maxErrors = run.request().maxErrors();
        if (maxErrors != null) {
            long total = parts.findInput(run.jobId()).orElseThrow().records();
            long rejected = errors.countRows(run.jobId());
            if (ErrorThreshold.parse(maxErrors).exceededBy(rejected, total)) {
                gatherRejects(run);
                throw new ImportFailedException(
                        Reason.TOO_MANY_ERRORS,
                        rejected + " of " + total + " rows were rejected; at most " + maxErrors
                                + " were allowed. No user was touched.");
            }
        }
        mirror.plan(run);
        return RepeatStatus.FINISHED;
    }

    /** In a transaction of its own, because the step's is rolled back by its failure. */
    private void gatherRejects(ImportRun run) {
        ownTransaction.executeWithoutResult(status -> {
            runningJobs.require(run.jobId()).lease().hold();
            rejects.gather(run);
        });
    }
}

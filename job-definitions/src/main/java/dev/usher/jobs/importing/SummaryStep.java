package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.fetch.TakenFiles;
import dev.usher.jobs.importing.summary.ImportSummaries;
import dev.usher.jobs.importing.summary.ImportSummary;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The last stage: the balance of the job, counted in the database. One that is off fails the job loudly. */
final class SummaryStep implements Tasklet {

    private final RunningJobs runningJobs;
    private final ImportSummaries summaries;
    private final JdbcRejectedRecords rejects;
    private final ImportRuns runs;
    private final TakenFiles taken;
    private final ImportMirror mirror;

    SummaryStep(
            RunningJobs runningJobs,
            ImportSummaries summaries,
            JdbcRejectedRecords rejects,
            ImportRuns runs,
            TakenFiles taken,
            ImportMirror mirror) {
        this.runningJobs = runningJobs;
        this.summaries = summaries;
        this.rejects = rejects;
        this.runs = runs;
        this.taken = taken;
        this.mirror = mirror;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        runningJobs.require(run.jobId()).lease().hold();
        if (run.isIdle()) {
            summaries.save(run.jobId(), ImportSummary.NONE);
            return RepeatStatus.FINISHED;
        }
        var summary = summaries.compute(run.jobId());
        if (!summary.balances()) {
            throw new ImportFailedException(
                    Reason.UNBALANCED, "The counters of the job do not add up: " + summary + ". Please report this.");
        }
        rejects.gather(run);
        summaries.save(run.jobId(), summary);
        mirror.settle(run);
        taken.imported(run.jobId());
        return RepeatStatus.FINISHED;
    }
}

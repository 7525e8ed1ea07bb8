package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A stage that is passed over by jobs for which there was nothing to import. */
record OnlyWithInput(ImportRuns runs, Tasklet stage) implements Tasklet {

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        return run.isIdle() ? RepeatStatus.FINISHED : stage.execute(contribution, context);
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.importing.fetch.FileFetch;
import dev.usher.jobs.importing.fetch.NoFileException;
import dev.usher.jobs.importing.fetch.TakenFiles.Order;
import dev.usher.jobs.importing.mirror.MirrorAction;
import dev.usher.jobs.importing.split.FileParts;
import java.util.concurrent.CancellationException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Before all stages, for an import whose file is elsewhere: brings it here. A source that fails is never an empty file. */
final class FetchStep implements Tasklet {

    private final ImportRuns runs;
    private final RunningJobs runningJobs;
    private final FileParts parts;
    private final FileFetch files;

    FetchStep(ImportRuns runs, RunningJobs runningJobs, FileParts parts, FileFetch files) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.parts = parts;
        this.files = files;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        var source = run.request().input().source();
        if (source == null) {
            return RepeatStatus.FINISHED;
        }
        var mirror = run.request().mirror();
        var order = new Order(
                run.jobId(),
                run.connection().id(),
                source,
                run.request().dryRun(),
                mirror == null
                        ? null
                        : MirrorAction.valueOf(mirror.action().name()).literal());
        try {
            files.fetch(
                    runningJobs.require(run.jobId()),
                    order,
                    parts.findInput(run.jobId()).isPresent());
        } catch (ExternalStoreException e) {
            throw ImportFailedException.of(e);
        } catch (NoFileException e) {
            throw ImportFailedException.of(e);
        } catch (FileStoreException e) {
            throw ImportFailedException.of(e);
        } catch (CancellationException e) {
            contribution.getStepExecution().setTerminateOnly();
        }
        return RepeatStatus.FINISHED;
    }
}

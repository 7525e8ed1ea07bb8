package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.output.BrokenSegmentException;
import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.exporting.output.SegmentFiles;
import dev.usher.jobs.file.FileStoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.concurrent.CancellationException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one file of the segments and publishes it while the lease is held. On a restart it is put together again.
 */
final class PublishStep implements Tasklet {

    private final ExportRuns runs;
    private final RunningJobs runningJobs;
    private final ExportChunks chunks;
    private final SegmentFiles segments;
    private final BrokenSegments broken;
    private final ExportResults results;
    private final TransactionTemplate transaction;

    PublishStep(
            ExportRuns runs,
            RunningJobs runningJobs,
            ExportChunks chunks,
            SegmentFiles segments,
            BrokenSegments broken,
            ExportResults results,
            TransactionTemplate transaction) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.chunks = chunks;
        this.segments = segments;
        this.broken = broken;
        this.results = results;
        this.transaction = transaction;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        var job = runningJobs.require(run.jobId());
        if (results.isDelivered(run.jobId())) {
            // What the store has is what was noted of the file: it must not become another one.
            return RepeatStatus.FINISHED;
        }
        var totals = chunks.totals(run.jobId());
        if (totals.openChunks() > 0) {
            throw new IllegalStateException(totals.openChunks() + " chunks were not written");
        }
        try (var file = assemble(run, job)) {
            boolean published = !run.replaces() && file.isPublished(job::stopRequested);
            transaction.executeWithoutResult(status -> {
                job.lease().hold();
                if (!published) {
                    publish(run, file);
                }
                results.save(run.jobId(), totals.rows(), file.sizeBytes(), file.sha256());
            });
        } catch (CancellationException e) {
            contribution.getStepExecution().setTerminateOnly();
        } catch (FileStoreException e) {
            throw ExportFailedException.of(e);
        } catch (IOException e) {
            throw ExportFailedException.of(e);
        }
        return RepeatStatus.FINISHED;
    }

    private ExportFile assemble(ExportRun run, RunningJob job) throws IOException {
        var written = chunks.segments(run.jobId());
        if (!run.replaces() && ExportFile.isTaken(run.target(), written)) {
            throw ExportFailedException.targetExists();
        }
        try {
            return ExportFile.assemble(
                    run.target(), run.jobId(), job.lease().token(), written, segments, job::stopRequested);
        } catch (BrokenSegmentException e) {
            // A restart looks only whether they are there: what they hold is found out here, and forgotten here.
            broken.forgetAll(job);
            throw ExportFailedException.of(e);
        }
    }

    private static void publish(ExportRun run, ExportFile file) {
        try {
            file.publish(run.replaces());
        } catch (FileAlreadyExistsException e) {
            throw ExportFailedException.targetExists();
        } catch (IOException e) {
            throw ExportFailedException.of(e);
        }
    }
}

package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.chunk.OldestWriter;
import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.file.FileStoreException;
import java.io.IOException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first stage: fixes who belongs to the export. On a restart it makes sure that what was written is still there, and
 * that the former owner publishes nothing.
 */
final class BoundsStep implements Tasklet {

    private final ExportRuns runs;
    private final RunningJobs runningJobs;
    private final ExportChunks chunks;
    private final OldestWriter oldestWriter;
    private final BrokenSegments segments;
    private final UserExportProperties properties;
    private final TransactionTemplate transaction;

    BoundsStep(
            ExportRuns runs,
            RunningJobs runningJobs,
            ExportChunks chunks,
            OldestWriter oldestWriter,
            BrokenSegments segments,
            UserExportProperties properties,
            TransactionTemplate transaction) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.chunks = chunks;
        this.oldestWriter = oldestWriter;
        this.segments = segments;
        this.properties = properties;
        this.transaction = transaction;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        var job = runningJobs.require(run.jobId());
        try {
            if (chunks.areCut(run.jobId())) {
                removeUnfinished(run);
                segments.forgetMissing(job);
            } else {
                cut(run, job);
            }
        } catch (FileStoreException e) {
            throw ExportFailedException.of(e);
        }
        return RepeatStatus.FINISHED;
    }

    private void cut(ExportRun run, RunningJob job) {
        transaction.executeWithoutResult(status -> {
            job.lease().hold();
            if (run.request().delta() == null) {
                chunks.cut(run.jobId(), run.scope(), properties.chunkUsers());
            } else {
                cutChanges(run);
            }
        });
    }

    /** Every statement sees what was committed before it began; so the look at those who still write comes first. */
    private void cutChanges(ExportRun run) {
        var request = run.request();
        var since = request.updatedSince();
        var watermark = oldestWriter.start().orElse(since);
        chunks.cut(run.jobId(), run.scope(), properties.chunkUsers());
        if (request.tombstones() && since != null) {
            chunks.cutDeleted(run.jobId(), run.scope(), since, properties.chunkUsers());
        }
        chunks.noteWatermark(run.jobId(), watermark);
    }

    private static void removeUnfinished(ExportRun run) {
        try {
            ExportFile.removeUnfinished(run.target(), run.jobId());
        } catch (IOException e) {
            throw ExportFailedException.of(e);
        }
    }
}

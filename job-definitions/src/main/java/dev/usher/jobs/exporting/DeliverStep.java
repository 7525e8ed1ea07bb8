package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.external.FileTarget;
import dev.usher.jobs.external.LimitedOutput;
import dev.usher.jobs.external.StoreTries;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.concurrent.CancellationException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After all stages, for an export that goes to an external store: brings the file there, and publishes it while the lease is
 * held. What a former owner had begun is abandoned first, so that it can publish nothing any more.
 */
final class DeliverStep implements Tasklet {

    private final ExportRuns runs;
    private final RunningJobs runningJobs;
    private final ExternalStores stores;
    private final ExportResults results;
    private final TransactionTemplate transaction;

    DeliverStep(
            ExportRuns runs,
            RunningJobs runningJobs,
            ExternalStores stores,
            ExportResults results,
            TransactionTemplate transaction) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.stores = stores;
        this.results = results;
        this.transaction = transaction;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        var target = run.request().target().external();
        if (target != null && !results.isDelivered(run.jobId())) {
            try {
                deliver(run, target, runningJobs.require(run.jobId()));
            } catch (ExternalStoreException e) {
                throw ExportFailedException.of(e);
            } catch (CancellationException e) {
                contribution.getStepExecution().setTerminateOnly();
            }
        }
        return RepeatStatus.FINISHED;
    }

    private void deliver(ExportRun run, FileTarget target, RunningJob job) {
        var store = stores.require(target.store());
        var name = target.fileName(run.jobId(), run.createdAt());
        results.upload(run.jobId()).ifPresent(former -> abandon(job, store, name, former));
        if (isThere(run, job, store, name)) {
            inTransaction(job, () -> results.delivered(run.jobId()));
            return;
        }
        try (var upload = StoreTries.call(job::awaitStop, () -> uploaded(run, job, store, name))) {
            inTransaction(job, () -> {
                upload.publish(run.request().target().replace());
                results.delivered(run.jobId());
            });
        }
    }

    private static void abandon(RunningJob job, ExternalStore store, String name, String former) {
        StoreTries.call(job::awaitStop, () -> {
            store.abandon(name, former);
            return true;
        });
    }

    /** Noted before the first byte: whatever becomes of this process, the next owner can remove it. */
    private ExternalUpload uploaded(ExportRun run, RunningJob job, ExternalStore store, String name) {
        var upload = store.begin(name, run.jobId() + "-" + job.lease().token());
        try {
            inTransaction(job, () -> results.uploading(run.jobId(), upload.id()));
            upload.write(run.target(), job::stopRequested);
            return upload;
        } catch (RuntimeException | Error e) {
            upload.close();
            throw e;
        }
    }

    /**
     * Whether an owner that was cut off had published the file before. One that may be replaced is simply brought again.
     *
     * @throws ExportFailedException if it is another file, which may not be replaced
     */
    private boolean isThere(ExportRun run, RunningJob job, ExternalStore store, String name) {
        if (run.request().target().replace()) {
            return false;
        }
        var there = StoreTries.call(job::awaitStop, () -> store.find(name));
        if (there.isEmpty()) {
            return false;
        }
        var ours = results.requirePublished(run.jobId());
        if (there.get().sizeBytes() != ours.sizeBytes()
                || !sha256(job, store, there.get()).equals(ours.sha256())) {
            throw ExportFailedException.targetExists();
        }
        return true;
    }

    private static String sha256(RunningJob job, ExternalStore store, ExternalFile file) {
        var digest = Sha256.start();
        var limited = new LimitedOutput(
                OutputStream.nullOutputStream(), store.traits().limits(), job::stopRequested);
        store.fetch(file, new DigestOutputStream(limited, digest));
        return Sha256.end(digest);
    }

    private void inTransaction(RunningJob job, Runnable action) {
        transaction.executeWithoutResult(status -> {
            job.lease().hold();
            action.run();
        });
    }
}

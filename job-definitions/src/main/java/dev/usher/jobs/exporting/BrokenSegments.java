package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.chunk.Segment;
import dev.usher.jobs.exporting.output.SegmentFiles;
import java.util.function.Predicate;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets the chunks of segments that can't be used be written anew; shared by workers. */
final class BrokenSegments {

    private final ExportChunks chunks;
    private final SegmentFiles files;
    private final TransactionTemplate transaction;

    BrokenSegments(ExportChunks chunks, SegmentFiles files, TransactionTemplate transaction) {
        this.chunks = chunks;
        this.files = files;
        this.transaction = transaction;
    }

    /** Those that are gone or have another size; their bytes are checked when they are joined. */
    void forgetMissing(RunningJob job) {
        forget(job, segment -> !files.exists(segment));
    }

    /**
     * All, found by reading every segment: where one was damaged, as by a crash of the machine, others may have been.
     *
     * @throws java.util.concurrent.CancellationException if the job is to stop
     */
    void forgetAll(RunningJob job) {
        forget(job, segment -> !files.isSound(segment, job::stopRequested));
    }

    private void forget(RunningJob job, Predicate<Segment> broken) {
        for (var segment : chunks.segments(job.id())) {
            if (broken.test(segment)) {
                transaction.executeWithoutResult(status -> {
                    job.lease().hold();
                    chunks.forget(job.id(), segment);
                });
                files.delete(segment);
            }
        }
    }
}

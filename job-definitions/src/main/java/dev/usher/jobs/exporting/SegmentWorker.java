package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.exporting.chunk.ExportChunk;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.output.SegmentWriter;
import dev.usher.jobs.exporting.snapshot.UserSnapshot;
import dev.usher.jobs.file.FileStoreException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Takes one chunk after the other and writes its segment, each in one transaction; one per worker.
 *
 * <p>The segment is complete before the transaction that notes it commits. One that was never noted is ignored by a
 * restart and removed with the others; one that a crash of the machine damaged is found out by its checksum.
 */
final class SegmentWorker implements ItemReader<ExportChunk>, ItemWriter<ExportChunk> {

    private final RunningJob job;
    private final ExportChunks chunks;
    private final UserSnapshot snapshot;
    private final SegmentWriter segments;

    SegmentWorker(RunningJob job, ExportChunks chunks, UserSnapshot snapshot, SegmentWriter segments) {
        this.job = job;
        this.chunks = chunks;
        this.snapshot = snapshot;
        this.segments = segments;
    }

    /** Begins the transaction's work, so the lease comes first. */
    @Override
    public @Nullable ExportChunk read() {
        job.lease().hold();
        return chunks.claim(job.id()).orElse(null);
    }

    /** @throws JobInterruptedException if the job is to stop: what the chunk had so far is dropped, and it stays open */
    @Override
    public void write(Chunk<? extends ExportChunk> claimed) throws JobInterruptedException {
        for (var chunk : claimed) {
            try {
                var segment = chunk.deleted()
                        ? segments.writeDeleted(chunk, chunks.deleted(chunk))
                        : segments.write(chunk, consumer -> snapshot.read(chunk, consumer));
                chunks.written(chunk, segment);
            } catch (CancellationException e) {
                // The transaction is of no use any more: the COPY in it was cancelled.
                throw new JobInterruptedException("The job is to stop.");
            } catch (FileStoreException e) {
                throw ExportFailedException.of(e);
            }
        }
    }
}

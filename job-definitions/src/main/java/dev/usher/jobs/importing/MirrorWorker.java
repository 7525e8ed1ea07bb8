package dev.usher.jobs.importing;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.importing.mirror.MirrorRanges;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.mirror.UserMirror;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Takes one range of planned users after the other, each in one transaction; one per worker.
 *
 * <p>It ends early once a job that was submitted later has passed its guards: that one has seen who belongs to the
 * connection since.
 */
final class MirrorWorker implements ItemReader<KeyRange>, ItemWriter<KeyRange> {

    private final RunningJob job;
    private final String connectionId;
    private final Mirrors mirrors;
    private final MirrorRanges ranges;
    private final UserMirror mirror;

    MirrorWorker(RunningJob job, String connectionId, Mirrors mirrors, MirrorRanges ranges, UserMirror mirror) {
        this.job = job;
        this.connectionId = connectionId;
        this.mirrors = mirrors;
        this.ranges = ranges;
        this.mirror = mirror;
    }

    /** Begins the transaction's work, so the lease comes first. */
    @Override
    public @Nullable KeyRange read() {
        job.lease().hold();
        return mirrors.isLast(connectionId, job.id()) ? ranges.claim(job.id()).orElse(null) : null;
    }

    @Override
    public void write(Chunk<? extends KeyRange> chunk) {
        for (var range : chunk) {
            var outcome = mirror.apply(range);
            ranges.applied(job.id(), range);
            mirrors.count(job.id(), outcome);
        }
    }
}

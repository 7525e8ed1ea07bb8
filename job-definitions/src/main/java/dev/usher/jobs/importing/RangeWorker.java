package dev.usher.jobs.importing;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.importing.resolve.KeyRanges;
import dev.usher.jobs.importing.resolve.RangeCounts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Resolves or merges key ranges, those of its group first, one range in one transaction; one per group.
 *
 * <p>The work on a range, its counters and the note that it is done commit together.
 */
final class RangeWorker implements ItemReader<KeyRange>, ItemWriter<KeyRange> {

    private final RunningJob job;
    private final int group;
    private final KeyRanges ranges;
    private final KeyRanges.Stage stage;
    private final Function<KeyRange, RangeCounts> work;

    RangeWorker(
            RunningJob job, int group, KeyRanges ranges, KeyRanges.Stage stage, Function<KeyRange, RangeCounts> work) {
        this.job = job;
        this.group = group;
        this.ranges = ranges;
        this.stage = stage;
        this.work = work;
    }

    /** Begins the transaction's work, so the lease comes first. */
    @Override
    public @Nullable KeyRange read() {
        job.lease().hold();
        return ranges.claim(job.id(), group, stage).orElse(null);
    }

    @Override
    public void write(Chunk<? extends KeyRange> chunk) {
        for (var range : chunk) {
            ranges.reached(job.id(), range, stage, work.apply(range));
        }
    }
}

package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.EndedJobs;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.exporting.output.SegmentFiles;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link ExportLeftovers} in the table of the chunks, in the file store, and beside the target. */
final class JdbcExportLeftovers implements ExportLeftovers {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcExportLeftovers.class);

    private final EndedJobs endedJobs;
    private final ExportRuns runs;
    private final ExportChunks chunks;
    private final SegmentFiles segments;

    JdbcExportLeftovers(EndedJobs endedJobs, ExportRuns runs, ExportChunks chunks, SegmentFiles segments) {
        this.endedJobs = endedJobs;
        this.runs = runs;
        this.chunks = chunks;
        this.segments = segments;
    }

    @Override
    public void remove(String jobId) {
        endedJobs.tidyUp(jobId, () -> {
            chunks.remove(jobId);
            segments.deleteAll(jobId);
            removeUnfinished(jobId);
        });
    }

    /** A folder that can't be looked into any more is no reason to try again for ever. */
    private void removeUnfinished(String jobId) {
        try {
            ExportFile.removeUnfinished(runs.require(jobId).target(), jobId);
        } catch (IOException e) {
            LOG.warn("Job {}: an unfinished file beside its target could not be removed", jobId, e);
        }
    }
}

package dev.usher.jobs.exporting;

import dev.usher.jobs.batch.EndedJobs;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.output.SegmentFiles;

/** {@link ExportLeftovers} in the table of the chunks, in the file store, and beside the target. */
final class JdbcExportLeftovers implements ExportLeftovers {

    private final EndedJobs endedJobs;
    private final ExportRuns runs;
    private final ExportChunks chunks;
    private final SegmentFiles segments;
    private final UnfinishedFiles unfinished;
    private final ExportResults results;

    JdbcExportLeftovers(
            EndedJobs endedJobs,
            ExportRuns runs,
            ExportChunks chunks,
            SegmentFiles segments,
            UnfinishedFiles unfinished,
            ExportResults results) {
        this.endedJobs = endedJobs;
        this.runs = runs;
        this.chunks = chunks;
        this.segments = segments;
        this.unfinished = unfinished;
        this.results = results;
    }

    @Override
    public void remove(String jobId) {
        endedJobs.tidyUp(jobId, () -> {
            chunks.remove(jobId);
            segments.deleteAll(jobId);
            unfinished.remove(runs.require(jobId));
        });
        // Now nobody can take the job up again, and no transaction waits for a store.
        results.uploadOfEnded(jobId).ifPresent(unfinished::abandon);
    }

    @Override
    public void abandonUploads() {
        results.uploadsOfEnded().forEach(unfinished::abandon);
    }
}

package dev.usher.jobs.exporting;

import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.exporting.output.SegmentFiles;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link ExportLeftovers} in the file store and beside the target. */
final class JdbcExportLeftovers implements ExportLeftovers {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcExportLeftovers.class);

    private static final String MARK = """
            UPDATE jobs
               SET leftovers_removed = true
             WHERE id = :job AND status IN ('completed', 'failed', 'stopped')
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ExportRuns runs;
    private final SegmentFiles segments;

    JdbcExportLeftovers(JdbcClient jdbc, TransactionTemplate transaction, ExportRuns runs, SegmentFiles segments) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.runs = runs;
        this.segments = segments;
    }

    @Override
    public void remove(String jobId) {
        transaction.executeWithoutResult(status -> {
            // The row lock keeps the job from being restarted meanwhile.
            if (jdbc.sql(MARK).param("job", jobId).update() == 1) {
                segments.deleteAll(jobId);
                removeUnfinished(jobId);
            }
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

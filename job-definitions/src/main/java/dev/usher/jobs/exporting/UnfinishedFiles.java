package dev.usher.jobs.exporting;

import dev.usher.jobs.exporting.ExportResults.Upload;
import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalStores;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an export that has ended left where its file goes, or on its way there; shared by all threads. */
record UnfinishedFiles(ExportRuns runs, ExportResults results, ExternalStores stores) {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFiles.class);

    /** Of this machine. A place that can't be looked into any more is no reason to try again for ever. */
    void remove(ExportRun run) {
        try {
            ExportFile.removeUnfinished(run.target(), run.jobId());
            if (run.request().target().external() != null) {
                Files.deleteIfExists(run.target());
            }
        } catch (IOException e) {
            LOG.warn("Job {}: an unfinished file at its target could not be removed", run.jobId(), e);
        }
    }

    /** Tried again only where the store does not answer, or another process may know it. */
    void abandon(Upload upload) {
        var run = runs.require(upload.jobId());
        var target = run.request().target().external();
        if (target == null || !stores.names().contains(target.store())) {
            return;
        }
        try {
            stores.require(target.store()).abandon(target.fileName(run.jobId(), run.createdAt()), upload.id());
        } catch (ExternalStoreException e) {
            LOG.warn(
                    "Job {}: an unfinished file in the store {} could not be removed ({})",
                    run.jobId(),
                    target.store(),
                    e.reason());
            if (e.reason() == Reason.UNREACHABLE) {
                return;
            }
        }
        results.abandoned(upload);
    }
}

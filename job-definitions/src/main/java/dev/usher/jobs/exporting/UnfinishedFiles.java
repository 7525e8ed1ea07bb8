package dev.usher.jobs.exporting;

import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.FileTarget;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an export that has ended left where its file goes, or on its way there; shared by all threads. */
record UnfinishedFiles(ExportResults results, ExternalStores stores) {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFiles.class);

    /** A place that can't be looked into any more is no reason to try again for ever. */
    void remove(ExportRun run) {
        try {
            ExportFile.removeUnfinished(run.target(), run.jobId());
            var external = run.request().target().external();
            if (external != null) {
                Files.deleteIfExists(run.target());
                abandon(run, external);
            }
        } catch (IOException | ExternalStoreException e) {
            LOG.warn("Job {}: an unfinished file at its target could not be removed", run.jobId(), e);
        }
    }

    private void abandon(ExportRun run, FileTarget external) {
        results.upload(run.jobId())
                .ifPresent(upload -> stores.require(external.store())
                        .abandon(external.fileName(run.jobId(), run.createdAt()), upload));
    }
}

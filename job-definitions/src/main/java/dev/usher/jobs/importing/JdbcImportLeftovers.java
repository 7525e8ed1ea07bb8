package dev.usher.jobs.importing;

import dev.usher.jobs.batch.EndedJobs;
import dev.usher.jobs.importing.fetch.TakenFile;
import dev.usher.jobs.importing.fetch.TakenFiles;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.resolve.KeyRanges;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.stage.StagingTable;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ImportLeftovers} in the staging schema and the file store. */
final class JdbcImportLeftovers implements ImportLeftovers {

    private final JdbcClient jdbc;
    private final EndedJobs endedJobs;
    private final ImportRuns runs;
    private final KeyRanges ranges;
    private final Mirrors mirrors;
    private final FileParts parts;
    private final InputFiles files;
    private final TakenFiles taken;

    JdbcImportLeftovers(
            JdbcClient jdbc,
            EndedJobs endedJobs,
            ImportRuns runs,
            KeyRanges ranges,
            Mirrors mirrors,
            FileParts parts,
            InputFiles files,
            TakenFiles taken) {
        this.jdbc = jdbc;
        this.endedJobs = endedJobs;
        this.runs = runs;
        this.ranges = ranges;
        this.mirrors = mirrors;
        this.parts = parts;
        this.files = files;
        this.taken = taken;
    }

    @Override
    public void remove(String jobId) {
        endedJobs.tidyUp(jobId, () -> {
            StagingTable.of(jobId).drop(jdbc);
            ranges.forgetKeys(jobId);
            mirrors.forgetRanges(jobId);
            removeFiles(jobId);
        });
    }

    private void removeFiles(String jobId) {
        parts.findInput(jobId)
                .filter(input -> input.description().gzip())
                .ifPresent(input -> files.remove(input.data()));
        taken.find(jobId).map(TakenFile::stored).ifPresent(files::remove);
        var input = runs.request(jobId).input();
        if (input.stored()) {
            files.remove(Path.of(input.path()));
        }
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.stage.StagingTable;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link ImportLeftovers} in the staging schema and the file store. */
final class JdbcImportLeftovers implements ImportLeftovers {

    private static final String MARK = """
            UPDATE jobs
               SET leftovers_removed = true
             WHERE id = :job AND status IN ('completed', 'failed', 'stopped')
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ImportRuns runs;
    private final FileParts parts;
    private final InputFiles files;

    JdbcImportLeftovers(
            JdbcClient jdbc, TransactionTemplate transaction, ImportRuns runs, FileParts parts, InputFiles files) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.runs = runs;
        this.parts = parts;
        this.files = files;
    }

    @Override
    public void remove(String jobId) {
        transaction.executeWithoutResult(status -> {
            // The row lock keeps the job from being restarted meanwhile.
            if (jdbc.sql(MARK).param("job", jobId).update() == 1) {
                StagingTable.of(jobId).drop(jdbc);
                removeFiles(jobId);
            }
        });
    }

    private void removeFiles(String jobId) {
        parts.findInput(jobId)
                .filter(input -> input.description().gzip())
                .ifPresent(input -> files.remove(input.data()));
        var input = runs.request(jobId).input();
        if (input.stored()) {
            files.remove(Path.of(input.path()));
        }
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.importing.stage.StagingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ImportLeftovers} in the staging schema and the file store. */
final class JdbcImportLeftovers implements ImportLeftovers {

    private static final String COMPLETED = """
            SELECT j.id
              FROM jobs AS j
              JOIN pg_tables AS t ON t.schemaname = 'usher_staging' AND t.tablename = j.id
             WHERE j.status = 'completed'
            """;

    private final JdbcClient jdbc;
    private final ImportRuns runs;
    private final InputFiles files;

    JdbcImportLeftovers(JdbcClient jdbc, ImportRuns runs, InputFiles files) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.files = files;
    }

    @Override
    public void removeOfCompleted() {
        jdbc.sql(COMPLETED).query(String.class).list().forEach(this::remove);
    }

    @Override
    public void remove(String jobId) {
        var run = runs.require(jobId);
        try {
            Files.deleteIfExists(files.unpackTo(run));
            if (run.request().input().stored()) {
                Files.deleteIfExists(Path.of(run.request().input().path()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What job " + jobId + " left in the file store can't be removed.", e);
        }
        // Last, because its presence tells that something is left.
        StagingTable.of(jobId).drop(jdbc);
    }
}

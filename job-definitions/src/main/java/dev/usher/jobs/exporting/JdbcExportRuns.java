package dev.usher.jobs.exporting;

import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what a job was asked to do; shared by workers. */
final class JdbcExportRuns implements ExportRuns {

    private final JdbcClient jdbc;
    private final FileStore store;
    private final JsonMapper json;

    JdbcExportRuns(JdbcClient jdbc, FileStore store, JsonMapper json) {
        this.jdbc = jdbc;
        this.store = store;
        this.json = json;
    }

    @Override
    public ExportRun require(String jobId) {
        return jdbc.sql("SELECT request, created_at FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query((row, number) -> {
                    var request = json.readValue(row.getString("request"), UserExportRequest.class);
                    var createdAt =
                            row.getObject("created_at", OffsetDateTime.class).toInstant();
                    return new ExportRun(jobId, request, target(jobId, request.target()), createdAt);
                })
                .single();
    }

    private Path target(String jobId, UserExportRequest.Target target) {
        return target.external() == null ? Path.of(target.path()) : store.localPath(FileKind.EXPORT, jobId);
    }
}

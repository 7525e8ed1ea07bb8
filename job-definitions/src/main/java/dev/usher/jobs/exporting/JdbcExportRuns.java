package dev.usher.jobs.exporting;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what a job was asked to do; shared by workers. */
final class JdbcExportRuns implements ExportRuns {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcExportRuns(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public ExportRun require(String jobId) {
        return jdbc.sql("SELECT request FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query((row, number) ->
                        new ExportRun(jobId, json.readValue(row.getString("request"), UserExportRequest.class)))
                .single();
    }
}

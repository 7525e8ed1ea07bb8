package dev.usher.jobs.importing;

import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.importing.fetch.TakenFiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what a job was asked to do; shared by workers. */
final class JdbcImportRuns implements ImportRuns {

    private final JdbcClient jdbc;
    private final Connections connections;
    private final TakenFiles taken;
    private final JsonMapper json;

    JdbcImportRuns(JdbcClient jdbc, Connections connections, TakenFiles taken, JsonMapper json) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.taken = taken;
        this.json = json;
    }

    @Override
    public ImportRun require(String jobId) {
        var request = request(jobId);
        var connection = connections
                .find(request.connectionId())
                .orElseThrow(() -> new ImportFailedException(
                        ImportFailedException.Reason.UNEXPECTED,
                        "Connection " + request.connectionId() + " was deleted after the job was submitted."));
        var file = request.input().source() == null ? null : taken.find(jobId).orElse(null);
        return new ImportRun(jobId, request, connection, file);
    }

    @Override
    public UserImportRequest request(String jobId) {
        return jdbc.sql("SELECT request FROM jobs WHERE id = :job")
                .param("job", jobId)
                .query((row, number) -> json.readValue(row.getString("request"), UserImportRequest.class))
                .single();
    }
}

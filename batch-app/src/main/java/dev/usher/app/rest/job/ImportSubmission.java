package dev.usher.app.rest.job;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.launch.Submission;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.upload.Upload;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.StoredFile;
import dev.usher.jobs.importing.UserImportRequest.Input;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Makes a job of an uploaded form; shared by all requests. */
final class ImportSubmission {

    static final int MAX_EXTERNAL_ID = 255;

    private final JobLaunchService launch;
    private final Connections connections;
    private final FileStore files;
    private final JsonMapper json;
    private final ImportProperties properties;

    ImportSubmission(
            JobLaunchService launch,
            Connections connections,
            FileStore files,
            JsonMapper json,
            ImportProperties properties) {
        this.launch = launch;
        this.connections = connections;
        this.files = files;
        this.json = json;
        this.properties = properties;
    }

    /**
     * Submits an import. The file of one that is refused, or was submitted before, is removed.
     *
     * @return the job's id
     * @throws ApiException if the form is not complete or wrong
     */
    String submit(Upload upload, String clientId, Optional<String> idempotencyKey) {
        boolean kept = false;
        try {
            var submitted = launch.submit(request(upload), submission(upload, clientId, idempotencyKey));
            kept = !submitted.repeated();
            return submitted.jobId();
        } finally {
            if (!kept) {
                upload.file().ifPresent(file -> files.delete(file.name()));
            }
        }
    }

    private JobRequest request(Upload upload) {
        var options = new ImportOptions(upload, json);
        var input = input(upload, options);
        var connection = requireConnection(options);
        return new JobRequest.OfImport(options.request(connection.id(), input));
    }

    private Input input(Upload upload, ImportOptions options) {
        var format = options.format(properties.jsonOnly());
        var source = options.source();
        if (source.isPresent()) {
            if (upload.file().isPresent()) {
                throw ApiException.invalidBody("Choose one of users and source", "source");
            }
            return Input.of(source.get(), format);
        }
        var file = files.requireLocalPath(requireFile(upload).name());
        return new Input(file.toString(), true, upload.fileName(), format);
    }

    private static StoredFile requireFile(Upload upload) {
        var file = upload.file()
                .orElseThrow(
                        () -> ApiException.of(400, "Must provide 'users' file as multipart part.", "invalid_body"));
        if (file.sizeBytes() == 0) {
            throw ApiException.of(400, "Users file must not be empty.", "invalid_body");
        }
        return file;
    }

    private Connection requireConnection(ImportOptions options) {
        var id = options.text("connection_id")
                .orElseThrow(
                        () -> ApiException.of(400, "Must provide 'connection_id' as multipart part.", "invalid_body"));
        var connection = ConnectionIds.require(connections, id);
        if (properties.databasesOnly() && connection.strategy().family() != Family.DATABASE) {
            throw ApiException.of(400, "Connection must be a database connection", "operation_not_supported");
        }
        return connection;
    }

    private Submission submission(Upload upload, String clientId, Optional<String> idempotencyKey) {
        var options = new ImportOptions(upload, json);
        return new Submission(
                options.text("external_id", MAX_EXTERNAL_ID),
                Optional.of(clientId),
                options.flag("send_completion_email", true),
                IdempotencyKeys.of(idempotencyKey, RequestDigest.of(upload)));
    }
}

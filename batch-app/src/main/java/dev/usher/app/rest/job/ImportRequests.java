package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.upload.Upload;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.StoredFile;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Input;
import tools.jackson.databind.json.JsonMapper;

/** Makes what an import is asked to do of the parts of a form; shared by all requests. */
final class ImportRequests {

    private final Connections connections;
    private final FileStore files;
    private final JsonMapper json;
    private final ImportProperties properties;

    ImportRequests(Connections connections, FileStore files, JsonMapper json, ImportProperties properties) {
        this.connections = connections;
        this.files = files;
        this.json = json;
        this.properties = properties;
    }

    /** @throws ApiException if the form is not complete or wrong */
    UserImportRequest of(Upload upload) {
        var options = options(upload);
        var input = input(upload, options);
        var connection = requireConnection(options);
        return options.request(connection.id(), input);
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

    ImportOptions options(Upload upload) {
        return new ImportOptions(upload, json);
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
}

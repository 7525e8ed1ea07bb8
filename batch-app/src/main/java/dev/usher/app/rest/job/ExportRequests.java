package dev.usher.app.rest.job;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;

/** Makes what an export is asked to do of the body of a request; shared by all requests. */
final class ExportRequests {

    private final Connections connections;
    private final FileStore files;

    ExportRequests(Connections connections, FileStore files) {
        this.connections = connections;
        this.files = files;
    }

    /** @throws dev.usher.app.rest.answer.ApiException if the body is not complete or wrong */
    UserExportRequest of(ExportOptions options) {
        var connectionId = options.connectionId()
                .map(id -> ConnectionIds.require(connections, id))
                .map(Connection::id)
                .orElse(null);
        return options.request(connectionId, () -> files.newLocalPath(FileKind.EXPORT));
    }
}

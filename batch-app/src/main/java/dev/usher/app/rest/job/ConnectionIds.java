package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;

/** Connections as requests name them. */
final class ConnectionIds {

    static final String MISMATCH = "String does not match pattern " + Connection.idPattern();

    private ConnectionIds() {}

    /** @throws ApiException if it is no id, or there is no such connection */
    static Connection require(Connections connections, String id) {
        if (!Connection.isId(id)) {
            throw ApiException.invalidBody(MISMATCH, "connection_id");
        }
        return connections
                .find(id)
                .orElseThrow(() -> ApiException.of(400, "The connection does not exist.", "inexistent_connection"));
    }
}

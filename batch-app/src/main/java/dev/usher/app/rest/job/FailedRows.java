package dev.usher.app.rest.job;

import dev.usher.jobs.importing.RejectedUsers;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes rejected rows as a JSON array, row by row; shared by all requests. */
final class FailedRows {

    private final RejectedUsers users;
    private final JsonMapper json;

    FailedRows(RejectedUsers users, JsonMapper json) {
        this.users = users;
        this.json = json;
    }

    /**
     * Which rows, and what of them.
     *
     * @param after only rows after this record; 0 for the first
     * @param take how many at most
     * @param positions whether to say where in the file the errors are
     */
    record Selection(long after, long take, boolean positions) {}

    /** @throws IOException if the client is gone */
    void write(String jobId, Selection selection, OutputStream out) throws IOException {
        var writer = json.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        try (var rows = writer.writeValuesAsArray(out)) {
            users.forEach(
                    jobId,
                    selection.after(),
                    selection.take(),
                    row -> rows.write(FailedRowBody.of(row, selection.positions())));
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}

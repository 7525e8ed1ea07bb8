package dev.usher.app.cli;

import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An export as it was typed.
 *
 * @param connection its name or id; empty for all
 * @param draft everything else; does not know the connection's id
 */
record ExportOrder(Optional<String> connection, Place place, UserExportRequest draft, SubmitOptions submit) {

    /**
     * Where the file goes.
     *
     * @param path empty for standard output
     * @param replace whether a file that is there may be replaced
     */
    record Place(Optional<Path> path, boolean replace) {}

    /** Complete, for a job in the database. */
    UserExportRequest request(Optional<String> connectionId, Target target) {
        return new UserExportRequest(
                connectionId.orElse(null),
                draft.updatedSince(),
                draft.q(),
                draft.limit(),
                draft.fields(),
                draft.format(),
                draft.csvEscape(),
                target);
    }
}

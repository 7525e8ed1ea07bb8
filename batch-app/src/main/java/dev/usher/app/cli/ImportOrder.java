package dev.usher.app.cli;

import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Input;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An import as it was typed.
 *
 * @param connection its name or id
 * @param file empty for standard input, and for what comes from a source
 * @param draft everything else; knows neither the connection's id nor where a copy of the input is
 * @param errorsTo where the rejected records go
 */
record ImportOrder(
        String connection,
        Optional<Path> file,
        UserImportRequest draft,
        Optional<Path> errorsTo,
        Optional<String> externalId,
        SubmitOptions submit) {

    /** Complete, for a job in the database. */
    UserImportRequest request(String connectionId, Input located) {
        return new UserImportRequest(
                connectionId,
                located,
                draft.csv(),
                draft.upsert(),
                draft.metadata(),
                draft.upsertFields(),
                draft.dryRun(),
                draft.maxErrors(),
                draft.errorsTo(),
                draft.mirror());
    }
}

package dev.usher.jobs.testkit;

import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import java.nio.file.Path;
import java.util.Set;

/** What imports are asked to do. */
public final class ImportRequests {

    private ImportRequests() {}

    /** To import a file as it is. */
    public static UserImportRequest plain(String connectionId, Path file) {
        return of(connectionId, new UserImportRequest.Input(file.toString(), false, "users.ndjson", Format.AUTO));
    }

    public static UserImportRequest of(String connectionId, UserImportRequest.Input input) {
        return new UserImportRequest(
                connectionId, input, Csv.DEFAULTS, false, Metadata.REPLACE, Set.of(), false, null, null);
    }
}

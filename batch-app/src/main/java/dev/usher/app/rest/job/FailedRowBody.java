package dev.usher.app.rest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.jobs.importing.rejection.RejectedUser;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rejected row as JSON. Auth0's client for Java refuses members that it does not know, so ours are there only for those who
 * ask for them.
 *
 * @param user what the row gave, secrets masked
 */
record FailedRowBody(ObjectNode user, List<RowErrorBody> errors) {

    /**
     * @param path absent if the error is about the whole row
     * @param record and the others as {@link StoredRowError} has them; absent unless asked for
     * @param userCut whether the row was too large for all of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RowErrorBody(
            String code,
            String message,
            @Nullable String path,
            @Nullable Long record,
            @Nullable Long line,
            @Nullable Long column,
            @JsonProperty("byte_offset") @Nullable Long byteOffset,
            @JsonProperty("user_cut") @Nullable Boolean userCut) {}

    static FailedRowBody of(RejectedUser row, boolean positions) {
        return new FailedRowBody(
                row.user(),
                row.errors().stream()
                        .map(error -> positions ? placed(error, row.cut()) : plain(error))
                        .toList());
    }

    private static RowErrorBody plain(StoredRowError error) {
        return new RowErrorBody(error.code(), error.message(), error.path(), null, null, null, null, null);
    }

    private static RowErrorBody placed(StoredRowError error, boolean cut) {
        return new RowErrorBody(
                error.code(),
                error.message(),
                error.path(),
                error.record(),
                error.line(),
                error.column(),
                error.byteOffset(),
                cut);
    }
}

package dev.usher.app.rest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.jobs.importing.rejection.RejectedUser;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rejected row as JSON: Auth0's members, whose object takes no others, and ours in each error.
 *
 * @param user what the row gave, secrets masked
 */
record FailedRowBody(ObjectNode user, List<RowErrorBody> errors) {

    /**
     * @param path absent if the error is about the whole row
     * @param line and the others as {@link StoredRowError} has them
     * @param userCut true if the row was too large for all of it; else absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RowErrorBody(
            String code,
            String message,
            @Nullable String path,
            long record,
            long line,
            long column,
            @JsonProperty("byte_offset") long byteOffset,
            @JsonProperty("user_cut") @Nullable Boolean userCut) {}

    static FailedRowBody of(RejectedUser row) {
        return new FailedRowBody(
                row.user(),
                row.errors().stream().map(error -> of(error, row.cut())).toList());
    }

    private static RowErrorBody of(StoredRowError error, boolean cut) {
        return new RowErrorBody(
                error.code(),
                error.message(),
                error.path(),
                error.record(),
                error.line(),
                error.column(),
                error.byteOffset(),
                cut ? true : null);
    }
}

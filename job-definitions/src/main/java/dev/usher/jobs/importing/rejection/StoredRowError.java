package dev.usher.jobs.importing.rejection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code job_errors}, whose columns have the same meaning; as JSON what every command and file says
 * of an error.
 *
 * @param path absent from JSON if the error is about the whole record
 */
public record StoredRowError(
        long record,
        long line,
        long column,
        @JsonProperty("byte_offset") long byteOffset,
        String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String path,
        String message) {}

package dev.usher.jobs.importing.rejection;

import org.jspecify.annotations.Nullable;

/** One row of the table {@code job_errors}, whose columns have the same meaning. */
public record StoredRowError(
        long record,
        long line,
        long column,
        long byteOffset,
        String code,
        @Nullable String path,
        String message) {}

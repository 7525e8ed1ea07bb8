package dev.usher.app.cli.remote;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** What is wrong with a row, as a server tells it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RowError(
        long record,
        long line,
        long column,
        long byteOffset,
        String code,
        @Nullable String path,
        String message) {}

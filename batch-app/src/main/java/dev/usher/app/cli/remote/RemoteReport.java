package dev.usher.app.cli.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What there is to say about a job beside its summary.
 *
 * @param errors every code, most frequent first
 * @param reading what is known of the file of an import; null before it was read
 * @param restartable whether what a restart needs is still there
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RemoteReport(
        List<ErrorCount> errors,
        List<Warning> warnings,
        @Nullable Reading reading,
        boolean restartable) {

    /**
     * How often a code occurred.
     *
     * @param firstLines at most five
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record ErrorCount(String code, long rows, List<Long> firstLines) {}

    /** What was passed over without harm. */
    public record Warning(String message, long rows) {}

    /** What was read so far. */
    public record Reading(boolean csv, long rows, long rejected) {}
}

package dev.usher.app.rest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Import;
import dev.usher.jobs.importing.rejection.ErrorCount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a job beside its summary.
 *
 * @param errors every code of rejected rows, most frequent first
 * @param reading what is known of the file of an import; absent before it was read
 * @param restartable false once what a restart needs was removed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobReportBody(
        String id,
        List<Code> errors,
        List<Warning> warnings,
        @Nullable Reading reading,
        boolean restartable) {

    /**
     * How often a code occurred.
     *
     * @param firstLines the smallest line numbers, at most five
     */
    record Code(
            String code,
            long rows,
            @JsonProperty("first_lines") List<Long> firstLines) {}

    /** What was passed over without harm. */
    record Warning(String message, long rows) {}

    /** Rows read and rejected so far. */
    record Reading(boolean csv, long rows, long rejected) {}

    static JobReportBody of(JobView job, List<ErrorCount> errors, Map<String, Long> warnings) {
        return new JobReportBody(
                job.id(),
                errors.stream()
                        .map(e -> new Code(e.code(), e.rows(), e.firstLines()))
                        .toList(),
                warnings.entrySet().stream()
                        .map(w -> new Warning(w.getKey(), w.getValue()))
                        .toList(),
                reading(job),
                !job.leftoversRemoved());
    }

    private static @Nullable Reading reading(JobView job) {
        return job.work() instanceof Import imported
                ? imported.reading()
                        .map(r -> new Reading(r.csv(), r.rows(), r.rejected()))
                        .orElse(null)
                : null;
    }
}

package dev.usher.jobs.testkit;

import dev.usher.jobs.importing.ImportFailedException;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.importing.summary.ImportSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import left behind.
 *
 * @param reason why the job failed as a whole; null if it completed
 * @param details the sentence for the operator; empty if it completed
 * @param balance of a completed job
 * @param warnings code and path → rows
 */
public record FinishedImport(
        String jobId,
        ImportFailedException.@Nullable Reason reason,
        String details,
        @Nullable ImportSummary balance,
        List<StoredRowError> errors,
        Map<String, Long> warnings,
        long millis) {

    public FinishedImport {
        errors = List.copyOf(errors);
        warnings = Map.copyOf(warnings);
    }

    public boolean completed() {
        return reason == null;
    }

    /** @throws AssertionError if the job failed */
    public ImportSummary summary() {
        if (balance == null) {
            throw new AssertionError("the job failed: " + reason + " " + details);
        }
        return balance;
    }

    /** The balance in a form that reads well in a test: {@code 2 inserted, 1 updated (1 unchanged), 3 failed}. */
    public String counts() {
        var s = summary();
        return s.inserted() + " inserted, " + s.updated() + " updated (" + s.unchanged() + " unchanged), " + s.failed()
                + " failed";
    }

    /** Every error as {@code line:column CODE path}. */
    public List<String> errorPlaces() {
        return errors.stream()
                .map(e -> e.line() + ":" + e.column() + " " + e.code() + (e.path() == null ? "" : " " + e.path()))
                .toList();
    }

    /** Every error as {@code record CODE path}. */
    public List<String> errorCodes() {
        return errors.stream()
                .map(e -> e.record() + " " + e.code() + (e.path() == null ? "" : " " + e.path()))
                .toList();
    }
}

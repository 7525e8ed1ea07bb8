package dev.usher.jobs.testkit;

import dev.usher.jobs.batch.JobFailedException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/**
 * What an export left behind.
 *
 * @param code why the job failed; empty if it completed
 * @param details the sentence for the operator; empty if it completed
 * @param rows users in the file, of a completed job
 * @param sha256 of the file, of a completed job
 */
public record FinishedExport(
        String jobId,
        String code,
        String details,
        @Nullable Long rows,
        @Nullable String sha256) {

    static FinishedExport of(ImportJobHarness harness, String jobId, JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return harness.jdbc()
                    .sql("SELECT total, sha256 FROM jobs JOIN exports ON job_id = id" + " WHERE id = :id")
                    .param("id", jobId)
                    .query((row, number) ->
                            new FinishedExport(jobId, "", "", row.getLong("total"), row.getString("sha256")))
                    .single();
        }
        var failures = execution.getAllFailureExceptions();
        var known = failures.stream()
                .flatMap(FinishedExport::causes)
                .filter(JobFailedException.class::isInstance)
                .map(JobFailedException.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("the job failed unexpectedly", failures.isEmpty() ? null : failures.get(0)));
        return new FinishedExport(jobId, known.code(), String.valueOf(known.getMessage()), null, null);
    }

    public boolean completed() {
        return code.isEmpty();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}

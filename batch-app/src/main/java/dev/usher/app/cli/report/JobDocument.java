package dev.usher.app.cli.report;

import dev.usher.app.status.JobView;
import dev.usher.jobs.importing.rejection.ErrorCount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as a JSON document. Keys are only ever added, at the end. */
public final class JobDocument {

    private JobDocument() {}

    /** What an import answers with. */
    public static Map<String, Object> ofResult(JobView job, List<ErrorCount> errors) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", job.id());
        document.put("type", job.type());
        document.put("status", job.status().literal());
        document.put("connection", job.connection());
        document.put("connection_id", job.connectionId());
        document.put("summary", job.summary().map(JobDocument::summary).orElse(null));
        document.put("duration_ms", job.running().toMillis());
        document.put(
                "rows_per_second",
                job.summary().map(s -> rowsPerSecond(s.total(), job.running())).orElse(0L));
        document.put("errors", errors(errors));
        if (job.dryRun()) {
            document.put("dry_run", true);
        }
        Json.putIfPresent(document, "status_code", job.statusCode());
        Json.putIfPresent(document, "status_details", job.statusDetails());
        return document;
    }

    /**
     * The same, and where the job comes from.
     *
     * @param abandoned whether nobody runs it although it is being processed
     */
    public static Map<String, Object> ofJob(JobView job, List<ErrorCount> errors, boolean abandoned) {
        var document = ofResult(job, errors);
        document.put("input", job.inputName());
        document.put("attempts", job.attempts());
        document.put("created_at", job.createdAt().toString());
        Json.putIfPresent(document, "started_at", job.startedAt().map(Object::toString));
        Json.putIfPresent(document, "finished_at", job.finishedAt().map(Object::toString));
        if (abandoned) {
            document.put("abandoned", true);
        }
        return document;
    }

    /** Every code with the number of its rows. */
    public static Map<String, Long> errors(List<ErrorCount> counts) {
        var errors = new LinkedHashMap<String, Long>();
        counts.forEach(c -> errors.put(c.code(), c.rows()));
        return errors;
    }

    static long rowsPerSecond(long rows, Duration time) {
        return Math.round(rows * 1_000.0 / Math.max(1, time.toMillis()));
    }

    private static Map<String, Long> summary(JobView.Summary summary) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("total", summary.total());
        counts.put("inserted", summary.inserted());
        counts.put("updated", summary.updated());
        counts.put("failed", summary.failed());
        counts.put("unchanged", summary.unchanged());
        return counts;
    }
}

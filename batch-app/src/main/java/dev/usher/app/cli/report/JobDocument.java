package dev.usher.app.cli.report;

import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.MirrorDocument;
import dev.usher.jobs.importing.rejection.ErrorCount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as a JSON document. Keys are only ever added, at the end. */
public final class JobDocument {

    private JobDocument() {}

    /**
     * What an import or an export answers with.
     *
     * @param errors of an import
     */
    public static Map<String, Object> ofResult(JobView job, List<ErrorCount> errors) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", job.id());
        document.put("type", job.type());
        document.put("status", job.status().literal());
        if (job.work() instanceof Export export) {
            putExport(document, job, export);
        } else if (job.work() instanceof Import imported) {
            putImport(document, job, imported, errors);
        }
        Json.putIfPresent(document, "status_code", job.statusCode());
        Json.putIfPresent(document, "status_details", job.statusDetails());
        if (job.work() instanceof Export export && export.includesCredentials()) {
            document.put("include_credentials", true);
        }
        return document;
    }

    private static void putImport(
            Map<String, @Nullable Object> document, JobView job, Import imported, List<ErrorCount> errors) {
        document.put("connection", job.connectionName());
        document.put("connection_id", job.connectionId().orElse(null));
        document.put("summary", imported.summary().map(JobDocument::summary).orElse(null));
        putSpeed(
                document,
                job.running(),
                imported.summary().map(JobView.Summary::total).orElse(0L));
        document.put("errors", errors(errors));
        if (imported.dryRun()) {
            document.put("dry_run", true);
        }
        imported.mirror().ifPresent(mirror -> document.put("mirror", MirrorDocument.of(mirror)));
    }

    private static void putExport(Map<String, @Nullable Object> document, JobView job, Export export) {
        var result = export.result();
        document.put("format", export.format());
        document.put("connection_id", job.connectionId().orElse(null));
        document.put("summary", result.map(r -> Map.of("total", r.rows())).orElse(null));
        document.put("file", export.file());
        document.put("bytes", result.map(JobView.Exported::sizeBytes).orElse(null));
        document.put("sha256", result.map(JobView.Exported::sha256).orElse(null));
        putSpeed(document, job.running(), result.map(JobView.Exported::rows).orElse(0L));
    }

    private static void putSpeed(Map<String, @Nullable Object> document, Duration time, long rows) {
        document.put("duration_ms", time.toMillis());
        document.put("rows_per_second", rows == 0 ? 0 : rowsPerSecond(rows, time));
    }

    /**
     * The same, and where the job comes from.
     *
     * @param abandoned whether nobody runs it although it is being processed
     */
    public static Map<String, Object> ofJob(JobView job, List<ErrorCount> errors, boolean abandoned) {
        var document = ofResult(job, errors);
        if (job.work() instanceof Import imported) {
            document.put("input", imported.inputName());
        }
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

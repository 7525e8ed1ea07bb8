package dev.usher.jobs.exporting;

import dev.usher.jobs.exporting.chunk.ExportScope;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.exporting.format.CsvUserFormat;
import dev.usher.jobs.exporting.format.NdjsonUserFormat;
import dev.usher.jobs.exporting.format.UserFormat;
import dev.usher.jobs.search.UserQuery;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An export that is being run: what was asked for, in the terms of the stages.
 *
 * @param target where the file is put together; of one that goes to an external store, in the file store
 */
record ExportRun(String jobId, UserExportRequest request, Path target, Instant createdAt) {

    ExportScope scope() {
        var q = request.q();
        return new ExportScope(
                request.connectionId(), request.updatedSince(), q == null ? null : UserQuery.parse(q), request.limit());
    }

    /** For one worker. */
    UserFormat format(FieldSelection selection) {
        return switch (request.format()) {
            case NDJSON -> new NdjsonUserFormat(selection);
            case CSV -> new CsvUserFormat(selection, request.csvEscape(), request.tombstones());
        };
    }

    /** A complete copy gives back what was imported, and no default that is derived. */
    boolean derivesPictures() {
        return !request.fields().all();
    }

    /** Whether what stands at the target may be replaced. */
    boolean replaces() {
        return request.target().replace() || request.target().external() != null;
    }
}

package dev.usher.jobs.importing;

import static java.util.Objects.requireNonNullElse;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.importing.fetch.TakenFile;
import dev.usher.jobs.importing.mirror.MirrorAction;
import dev.usher.jobs.importing.mirror.MirrorGuards;
import dev.usher.jobs.importing.mirror.MirrorProperties;
import dev.usher.jobs.importing.mirror.MirrorTerms;
import dev.usher.jobs.importing.resolve.MetadataMode;
import dev.usher.jobs.importing.resolve.UpsertRules;
import dev.usher.jobs.importing.source.CsvDialect;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.InputHints;
import dev.usher.jobs.importing.stage.StagingTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An import that is being run: what was asked for, in the terms of the stages.
 *
 * @param taken what it took from its source; null if it has none, or has not taken anything yet
 */
record ImportRun(
        String jobId,
        UserImportRequest request,
        Connection connection,
        @Nullable TakenFile taken) {

    /** Whether the job ends well without importing anything. */
    boolean isIdle() {
        return taken != null && taken.remark() != null;
    }

    StagingTable staging() {
        return request.mirror() == null ? StagingTable.of(jobId) : StagingTable.keepingRejectedKeys(jobId);
    }

    /**
     * What is to be done about users who are missing from the file; empty if nothing is.
     *
     * @param settings what counts where the request does not say it
     */
    Optional<MirrorTerms> mirror(MirrorProperties settings) {
        return Optional.ofNullable(request.mirror())
                .map(asked -> new MirrorTerms(
                        MirrorAction.valueOf(asked.action().name()),
                        new MirrorGuards(
                                requireNonNullElse(asked.maxUsers(), settings.maxUsers()),
                                requireNonNullElse(asked.maxPercent(), settings.maxPercent()),
                                requireNonNullElse(asked.minRows(), settings.minRows())),
                        requireNonNullElse(asked.graceRuns(), settings.graceRuns()),
                        asked.overrideGuards()));
    }

    UpsertRules upsertRules() {
        return new UpsertRules(
                connection.id(),
                connection.rules(),
                request.upsert(),
                MetadataMode.valueOf(request.metadata().name()),
                request.upsertFields());
    }

    InputHints hints() {
        var file = taken == null ? null : taken.file();
        var name = file == null ? request.input().name() : file.name();
        return hints(name, request.input().format(), request.csv());
    }

    static InputHints hints(String fileName, UserImportRequest.Format format, UserImportRequest.Csv csv) {
        return new InputHints(fileName, format(format), dialect(csv));
    }

    private static @Nullable InputFormat format(UserImportRequest.Format format) {
        return switch (format) {
            case AUTO -> null;
            case NDJSON -> InputFormat.NDJSON;
            case JSON -> InputFormat.JSON_ARRAY;
            case CSV -> InputFormat.CSV;
        };
    }

    private static @Nullable CsvDialect dialect(UserImportRequest.Csv csv) {
        var delimiter = csv.delimiter();
        return delimiter == null ? null : new CsvDialect(delimiter.charAt(0));
    }
}

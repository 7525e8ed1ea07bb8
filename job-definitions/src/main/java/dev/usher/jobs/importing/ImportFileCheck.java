package dev.usher.jobs.importing;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RejectedBytes;
import dev.usher.jobs.importing.rejection.RejectedRecord;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.validate.RowValidator;
import dev.usher.jobs.importing.validate.ValidationLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Validates a file without a database: everything but what only the users that exist can tell. One per file.
 *
 * <p>It reads the file with the readers and rules of the import itself, in one thread, and keeps nothing but counts.
 */
public final class ImportFileCheck {

    private final Path file;
    private final UserImportRequest.Format format;
    private final UserImportRequest.Csv csv;
    private final RowValidator validator;
    private final CheckCounts counts = new CheckCounts();

    /** @param upsert whether the rows may change users that exist; matters to nulls only */
    public ImportFileCheck(
            Path file,
            UserImportRequest.Format format,
            UserImportRequest.Csv csv,
            ConnectionRules connection,
            boolean upsert) {
        this.file = file;
        this.format = format;
        this.csv = csv;
        this.validator = new RowValidator(connection, ValidationLimits.DEFAULTS, upsert);
    }

    /**
     * What the check found.
     *
     * @param counts every error code, most frequent first
     * @param warnings sentence → number of rows
     */
    public record Result(long rows, long rejected, List<ErrorCount> counts, Map<String, Long> warnings) {}

    /**
     * Reads the whole file.
     *
     * @param errorsTo the file for the rejected records, beside which their errors are written
     * @param errors is told every error, in the order of the file
     * @throws ImportFailedException if the file as a whole is not what it should be
     */
    public Result run(Optional<Path> errorsTo, Consumer<StoredRowError> errors) {
        return FileRows.read(file, format, csv, rows -> {
            if (errorsTo.isEmpty()) {
                check(rows, record -> record.errors().forEach(errors));
            } else {
                checkInto(errorsTo.get(), rows, errors);
            }
            return counts.result(rows.scanned().records());
        });
    }

    private void checkInto(Path target, FileRows rows, Consumer<StoredRowError> errors) throws IOException {
        var scanned = rows.scanned();
        boolean joinLines = scanned.input().format() == InputFormat.JSON_ARRAY;
        try (var rejects = new RejectsFile(target, JsonMapper.shared());
                var bytes = rejects.recordsOf(rows.data(), joinLines)) {
            var header = scanned.header();
            if (header != null) {
                bytes.copy(header.offsetBytes(), header.lengthBytes());
            }
            check(rows, record -> {
                record.errors().forEach(errors);
                rejects.addErrors(record);
                copy(bytes, record);
            });
            rejects.publish();
        }
    }

    private static void copy(RejectedBytes bytes, RejectedRecord record) {
        try {
            bytes.copy(record.offsetBytes(), record.lengthBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("A rejected record can't be copied.", e);
        }
    }

    private void check(FileRows rows, Consumer<RejectedRecord> rejected) {
        rows.escapeHint()
                .ifPresent(mode ->
                        counts.warn(EscapeHint.sentence(mode), rows.scanned().records()));
        rows.forEach((raw, reader, block, index) -> {
            var outcome = validator.validate(raw);
            if (outcome instanceof RejectedRow row) {
                var record = located(row, reader, block, index);
                counts.add(record);
                rejected.accept(record);
            } else if (outcome instanceof AcceptedRow row) {
                counts.add(row);
            }
        });
    }

    private static RejectedRecord located(RejectedRow row, RecordBlockReader reader, RecordBlock block, int index) {
        var position = row.position();
        var errors = row.errors().stream()
                .map(error -> {
                    var place = reader.locate(block, index, error.at());
                    return new StoredRowError(
                            position.record(),
                            place.line(),
                            place.column(),
                            place.offsetBytes(),
                            error.code().name(),
                            error.path(),
                            error.message());
                })
                .toList();
        return new RejectedRecord(position.record(), position.offsetBytes(), position.lengthBytes(), errors);
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.parse.RowReaders;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RejectedBytes;
import dev.usher.jobs.importing.rejection.RejectedRecord;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.importing.split.FileSplitter;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.split.ScanRequest;
import dev.usher.jobs.importing.split.ScannedFile;
import dev.usher.jobs.importing.split.SplitLimits;
import dev.usher.jobs.importing.validate.RowValidator;
import dev.usher.jobs.importing.validate.ValidationLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
        try {
            var unpacked = Files.createTempFile("usher-validate-", ".unpacked");
            try {
                return run(unpacked, errorsTo, errors);
            } finally {
                Files.deleteIfExists(unpacked);
            }
        } catch (UnreadableInputException e) {
            throw new ImportFailedException(
                    ImportFailedException.Reason.UNREADABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be read.", e);
        }
    }

    private Result run(Path unpacked, Optional<Path> errorsTo, Consumer<StoredRowError> errors) throws IOException {
        var scanned = FileSplitter.scan(new ScanRequest(
                file,
                () -> Files.newOutputStream(unpacked),
                ImportRun.hints(String.valueOf(file.getFileName()), format, csv),
                1,
                SplitLimits.DEFAULT,
                () -> false));
        var data = scanned.input().gzip() ? unpacked : file;
        if (errorsTo.isEmpty()) {
            check(scanned, data, record -> record.errors().forEach(errors));
        } else {
            checkInto(errorsTo.get(), scanned, data, errors);
        }
        return counts.result(scanned.records());
    }

    private void checkInto(Path target, ScannedFile scanned, Path data, Consumer<StoredRowError> errors)
            throws IOException {
        boolean joinLines = scanned.input().format() == InputFormat.JSON_ARRAY;
        try (var rejects = new RejectsFile(target, JsonMapper.shared());
                var bytes = rejects.recordsOf(data, joinLines)) {
            var header = scanned.header();
            if (header != null) {
                bytes.copy(header.offsetBytes(), header.lengthBytes());
            }
            check(scanned, data, record -> {
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

    private void check(ScannedFile scanned, Path data, Consumer<RejectedRecord> rejected) {
        var header = CsvHeaders.read(data, scanned.input(), scanned.header(), csv);
        EscapeHint.find(data, scanned, header, csv.escape())
                .ifPresent(mode -> counts.warn(EscapeHint.sentence(mode), scanned.records()));
        for (var part : scanned.parts()) {
            var rows = RowReaders.forInput(scanned.input(), header);
            try (var reader = RecordBlockReader.open(data, scanned.input(), part, part.start(), SplitLimits.DEFAULT)) {
                for (var block = reader.next(); block.isPresent(); block = reader.next()) {
                    for (int i = 0; i < block.get().size(); i++) {
                        var outcome = validator.validate(rows.read(block.get(), i));
                        if (outcome instanceof RejectedRow row) {
                            var record = located(row, reader, block.get(), i);
                            counts.add(record);
                            rejected.accept(record);
                        } else if (outcome instanceof AcceptedRow row) {
                            counts.add(row);
                        }
                    }
                }
            }
        }
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

package dev.usher.jobs.importing;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.parse.CsvHeader;
import dev.usher.jobs.importing.parse.RowReaders;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.importing.split.FileSplitter;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.split.ScanRequest;
import dev.usher.jobs.importing.split.ScannedFile;
import dev.usher.jobs.importing.split.SplitLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file that no job imports, read by the readers of the import itself, in one thread.
 *
 * @param data the file, or what was unpacked from it
 * @param header null for JSON
 */
record FileRows(ScannedFile scanned, Path data, @Nullable CsvHeader header, CsvEscape escape) {

    /** Is shown each row, with where it was read. */
    @FunctionalInterface
    interface Visitor {
        void visit(RawRow row, RecordBlockReader reader, RecordBlock block, int index);
    }

    /** What is done while what was unpacked is there. */
    @FunctionalInterface
    interface Use<T> {
        T of(FileRows rows) throws IOException;
    }

    /** @throws ImportFailedException if the file as a whole is not what it should be */
    static <T> T read(Path file, UserImportRequest.Format format, UserImportRequest.Csv csv, Use<T> use) {
        try {
            var unpacked = Files.createTempFile("usher-validate-", ".unpacked");
            try {
                return use.of(scan(file, unpacked, format, csv));
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

    private static FileRows scan(Path file, Path unpacked, UserImportRequest.Format format, UserImportRequest.Csv csv) {
        var scanned = FileSplitter.scan(new ScanRequest(
                file,
                () -> Files.newOutputStream(unpacked),
                ImportRun.hints(String.valueOf(file.getFileName()), format, csv),
                1,
                SplitLimits.DEFAULT,
                () -> false));
        var data = scanned.input().gzip() ? unpacked : file;
        var header = CsvHeaders.read(data, scanned.input(), scanned.header(), csv);
        return new FileRows(scanned, data, header, csv.escape());
    }

    /** The mode in which the texts look escaped, as it is typed. */
    Optional<String> escapeHint() {
        return EscapeHint.find(data, scanned, header, escape);
    }

    void forEach(Visitor visitor) {
        for (var part : scanned.parts()) {
            var rows = RowReaders.forInput(scanned.input(), header);
            try (var reader = RecordBlockReader.open(data, scanned.input(), part, part.start(), SplitLimits.DEFAULT)) {
                for (var block = reader.next(); block.isPresent(); block = reader.next()) {
                    for (int i = 0; i < block.get().size(); i++) {
                        visitor.visit(rows.read(block.get(), i), reader, block.get(), i);
                    }
                }
            }
        }
    }
}

package dev.usher.jobs.importing.parse;

import static java.util.Objects.requireNonNull;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RecordLocation;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputHints;
import dev.usher.jobs.importing.split.FileSplitter;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.split.ScanRequest;
import dev.usher.jobs.importing.split.ScannedFile;
import dev.usher.jobs.importing.split.SplitLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole file through splitter and row readers, as an import does. */
public final class ReadRecords {

    /** A row with the places of its errors, and the position after the block in which it came. */
    public record Read(RawRow row, List<RecordLocation> errorLocations, FilePosition afterBlock) {}

    private final Path file;
    private final SplitLimits limits;
    private final Map<String, String> renames;
    private final CsvEscape escape;
    private final ScannedFile scanned;
    private final @Nullable CsvHeader header;

    public ReadRecords(Path file, InputHints hints, SplitLimits limits, Map<String, String> renames) {
        this(file, hints, limits, renames, CsvEscape.NONE);
    }

    /** @param escape of a CSV file: what the export that wrote it added to its texts */
    public ReadRecords(Path file, InputHints hints, SplitLimits limits, Map<String, String> renames, CsvEscape escape) {
        this.file = file;
        this.limits = limits;
        this.renames = renames;
        this.escape = escape;
        Path unpacked = file.resolveSibling("unpacked");
        this.scanned = FileSplitter.scan(
                new ScanRequest(file, () -> Files.newOutputStream(unpacked), hints, 2, limits, () -> false));
        header = header(scanned.input().gzip() ? unpacked : file);
    }

    public static ReadRecords of(byte[] content, Path folder, InputHints hints) throws IOException {
        Path file = Files.write(folder.resolve("input"), content);
        return new ReadRecords(file, hints, SplitLimits.DEFAULT, Map.of());
    }

    public ScannedFile scanned() {
        return scanned;
    }

    public List<Read> all() {
        var rows = new ArrayList<Read>();
        for (int part = 0; part < scanned.parts().size(); part++) {
            rows.addAll(from(part, scanned.parts().get(part).start()));
        }
        return rows;
    }

    /** The rest of a part from a position. */
    public List<Read> from(int part, FilePosition position) {
        Path unpacked = scanned.input().gzip() ? file.resolveSibling("unpacked") : file;
        var rows = new ArrayList<Read>();
        RowReader reader = RowReaders.forInput(scanned.input(), header);
        var filePart = scanned.parts().get(part);
        try (var blocks = RecordBlockReader.open(unpacked, scanned.input(), filePart, position, limits)) {
            for (var block = blocks.next(); block.isPresent(); block = blocks.next()) {
                for (int i = 0; i < block.get().size(); i++) {
                    RawRow row = reader.read(block.get(), i);
                    var places = new ArrayList<RecordLocation>();
                    for (RowError error : row.errors()) {
                        places.add(blocks.locate(block.get(), i, error.at()));
                    }
                    rows.add(new Read(row, places, blocks.position()));
                }
            }
        }
        return rows;
    }

    private @Nullable CsvHeader header(Path unpacked) {
        var at = scanned.header();
        return at == null
                ? null
                : CsvHeader.read(unpacked, at, requireNonNull(scanned.input().dialect()), renames, escape);
    }
}

package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputFormat;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over all records of unpacked input and remembers where it can be cut. */
final class RecordScan {

    private static final int WINDOW_BYTES = 1 << 20;

    private final InputDescription input;
    private final RecordBoundaries boundaries;
    private long records;
    private long sizeBytes;
    private @Nullable RowPosition header;
    private @Nullable PartCutter cutter;

    RecordScan(InputDescription input, SplitLimits limits) {
        this.input = input;
        var start = new FilePosition(input.bomLengthBytes(), 1, 1);
        boundaries = RecordBoundaries.from(input, start, limits.maxRecordBytes());
        if (input.format() != InputFormat.CSV) {
            cutter = new PartCutter(start, PartCutter.MIN_PART_BYTES);
        }
    }

    /** @param unpacked stands after the byte order mark */
    void run(InputStream unpacked) {
        var window = new ByteWindow(unpacked, input.bomLengthBytes(), WINDOW_BYTES);
        while (!window.ended()) {
            window.refill(boundaries.pending());
            while (boundaries.find(window.bytes(), window.base(), window.limit(), window.ended())) {
                count();
            }
        }
        sizeBytes = window.base() + window.limit();
    }

    private void count() {
        if (cutter == null) {
            takeHeader();
            return;
        }
        records++;
        if (cutter.wants(boundaries.nextOffset())) {
            cutter.offer(next());
        }
    }

    private void takeHeader() {
        long start = boundaries.recordStart();
        header = new RowPosition(0, boundaries.recordLine(), start, boundaries.recordEnd() - start);
        cutter = new PartCutter(next(), PartCutter.MIN_PART_BYTES);
    }

    private FilePosition next() {
        return new FilePosition(boundaries.nextOffset(), records + 1, boundaries.nextLine());
    }

    ScannedFile result(String sha256, int workers) {
        var parts = cutter == null || records == 0 ? List.<FilePart>of() : cutter.parts(sizeBytes, workers);
        return new ScannedFile(input, sizeBytes, sha256, records, header, parts);
    }
}

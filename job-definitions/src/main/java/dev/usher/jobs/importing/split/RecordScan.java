package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.UnreadableInputException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over all records of unpacked input and remembers where it can be cut. */
final class RecordScan {

    private static final int WINDOW_BYTES = 1 << 20;
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private final InputDescription input;
    private final RecordBoundaries boundaries;
    private final long minPartBytes;
    private final @Nullable ColumnCount columns;
    private long records;
    private long sizeBytes;
    private @Nullable RowPosition header;
    private @Nullable PartCutter cutter;

    RecordScan(InputDescription input, SplitLimits limits) {
        this.input = input;
        this.minPartBytes = limits.minPartBytes();
        var start = new FilePosition(input.bomLengthBytes(), 1, 1);
        boundaries = RecordBoundaries.from(input, start, limits.maxRecordBytes());
        columns = input.format() == InputFormat.JSON_ARRAY ? new ColumnCount(input.bomLengthBytes()) : null;
        if (input.format() != InputFormat.CSV) {
            cutter = new PartCutter(start, minPartBytes);
        }
    }

    /** @param unpacked stands after the byte order mark */
    void run(InputStream unpacked) {
        var window = new ByteWindow(unpacked, input.bomLengthBytes(), WINDOW_BYTES);
        while (!window.ended()) {
            columnAt(window, boundaries.pending());
            window.refill(boundaries.pending());
            countRecords(window);
        }
        sizeBytes = window.base() + window.limit();
        if (records == 0 && header == null && input.format() != InputFormat.JSON_ARRAY) {
            throw new UnreadableInputException("The input is empty: it holds no users.");
        }
    }

    private void countRecords(ByteWindow window) {
        try {
            while (boundaries.find(window.bytes(), window.base(), window.limit(), window.ended())) {
                count(window);
            }
        } catch (ArrayFault e) {
            throw new UnreadableInputException(
                    UnreadableInputException.NOT_JSON + " " + e.getMessage() + " (line " + e.line() + ", column "
                            + columnAt(window, e.offsetBytes()) + ").",
                    e);
        }
    }

    private void count(ByteWindow window) {
        if (cutter == null) {
            takeHeader();
            return;
        }
        records++;
        if (cutter.wants(boundaries.nextOffset())) {
            cutter.offer(next(), columnAt(window, boundaries.nextOffset()));
        }
    }

    /** Only elements of an array begin anywhere but at the first column. */
    private long columnAt(ByteWindow window, long offsetBytes) {
        return columns == null ? 1 : columns.at(window.bytes(), window.base(), offsetBytes);
    }

    private void takeHeader() {
        long start = boundaries.recordStart();
        long length = boundaries.recordEnd() - start;
        String where = "The CSV header on line " + boundaries.recordLine();
        RowError flaw = boundaries.flaw();
        if (length > MAX_HEADER_BYTES) {
            throw new UnreadableInputException(where + " is longer than " + MAX_HEADER_BYTES
                    + " bytes. The first line must hold the names of the columns.");
        }
        if (flaw != null) {
            throw new UnreadableInputException(
                    where + " is not valid CSV at byte " + (flaw.at() + 1) + " of the line. " + flaw.message());
        }
        header = new RowPosition(0, boundaries.recordLine(), start, length);
        cutter = new PartCutter(next(), minPartBytes);
    }

    private FilePosition next() {
        return new FilePosition(boundaries.nextOffset(), records + 1, boundaries.nextLine());
    }

    ScannedFile result(String sha256, int workers) {
        var parts = cutter == null || records == 0 ? List.<FilePart>of() : cutter.parts(sizeBytes, workers);
        return new ScannedFile(input, sizeBytes, sha256, records, header, parts);
    }
}

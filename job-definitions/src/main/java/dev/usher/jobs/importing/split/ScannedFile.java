package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.InputDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over an input found out.
 *
 * @param sizeBytes size of the unpacked input
 * @param sha256 of the input as it was given, packed or not; lower-case hex
 * @param records number of records, a CSV header not counted
 * @param header where the CSV header stands (as record 0), null for JSON
 * @param parts in the order of the file; together they hold every record exactly once; empty if there is none
 */
public record ScannedFile(
        InputDescription input,
        long sizeBytes,
        String sha256,
        long records,
        @Nullable RowPosition header,
        List<FilePart> parts) {

    public ScannedFile {
        parts = List.copyOf(parts);
    }
}

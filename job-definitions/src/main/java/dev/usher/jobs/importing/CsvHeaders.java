package dev.usher.jobs.importing;

import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.parse.CsvHeader;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the header of an input that has one. */
final class CsvHeaders {

    private CsvHeaders() {}

    /**
     * @param at where the header stands; null for JSON
     * @return null for JSON
     * @throws ImportFailedException if it is JSON although something was said about its columns: whoever said it expects
     *     other users than the file would give
     */
    static @Nullable CsvHeader read(
            Path data, InputDescription input, @Nullable RowPosition at, UserImportRequest.Csv csv) {
        if (input.format() != InputFormat.CSV && !csv.equals(UserImportRequest.Csv.DEFAULTS)) {
            throw new ImportFailedException(
                    Reason.NOT_CSV,
                    "The input is " + input.format().title()
                            + ", but it was said how to read CSV. Leave that out, or name" + " CSV as its format.");
        }
        var dialect = input.dialect();
        return at == null || dialect == null ? null : CsvHeader.read(data, at, dialect, csv.renames(), csv.escape());
    }
}

package dev.usher.jobs.importing;

import dev.usher.jobs.importing.parse.CsvHeader;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.InputDescription;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the header of an input that has one. */
final class CsvHeaders {

    private CsvHeaders() {}

    /**
     * @param at where the header stands; null for JSON
     * @return null for JSON
     */
    static @Nullable CsvHeader read(
            Path data, InputDescription input, @Nullable RowPosition at, UserImportRequest.Csv csv) {
        var dialect = input.dialect();
        return at == null || dialect == null ? null : CsvHeader.read(data, at, dialect, csv.renames(), csv.escape());
    }
}

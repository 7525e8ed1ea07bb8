package dev.usher.app.cli.report;

import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Row errors as a table or as CSV; as JSON they are what they are. */
public final class ErrorListing {

    public static final String CSV_HEADER = "record,line,column,byte_offset,code,path,message";

    private ErrorListing() {}

    public static String table(List<StoredRowError> errors) {
        var table = Table.of(">record", ">line", ">column", "code", "path", "message");
        errors.forEach(e -> table.add(
                String.valueOf(e.record()),
                String.valueOf(e.line()),
                String.valueOf(e.column()),
                e.code(),
                Texts.printable(Optional.ofNullable(e.path()).orElse("")),
                Texts.printable(e.message())));
        return table.toString();
    }

    public static String csv(StoredRowError error) {
        return Stream.of(
                        error.record(),
                        error.line(),
                        error.column(),
                        error.byteOffset(),
                        error.code(),
                        Optional.ofNullable(error.path()).orElse(""),
                        error.message())
                .map(cell -> csvCell(String.valueOf(cell)))
                .collect(Collectors.joining(","));
    }

    private static String csvCell(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}

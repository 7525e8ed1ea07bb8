package dev.usher.jobs.importing.parse;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.CsvDialect;
import dev.usher.jobs.importing.source.UnreadableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a CSV file. A header that is wrong fails the file, because it would make every row wrong.
 *
 * <p>Example: {@code E-Mail;user_metadata.age:number;Note} with the renames {@code E-Mail=email} and {@code Note=} (no
 * name: dropped) reads e-mail addresses and numbers.
 */
public final class CsvHeader {

    static final int MAX_COLUMNS = 10_000;

    private final List<CsvColumn> columns;
    private final CsvEscape escape;

    private CsvHeader(List<CsvColumn> columns, CsvEscape escape) {
        this.columns = List.copyOf(columns);
        this.escape = escape;
    }

    List<CsvColumn> columns() {
        return columns;
    }

    /** What is taken away from the texts of the records, as it was from the names. */
    CsvEscape escape() {
        return escape;
    }

    /**
     * Reads the header of an unpacked file.
     *
     * @param at where the scan found it
     * @param renames from the names in the file to names of ours; an empty name drops the column
     * @param escape what the export that wrote the file added to its texts
     */
    public static CsvHeader read(
            Path unpacked, RowPosition at, CsvDialect dialect, Map<String, String> renames, CsvEscape escape) {
        var bytes = ByteBuffer.allocate((int) at.lengthBytes());
        try (var channel = FileChannel.open(unpacked)) {
            while (bytes.hasRemaining() && channel.read(bytes, at.offsetBytes() + bytes.position()) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException("The CSV header cannot be read.", e);
        }
        return parse(bytes.array(), dialect, renames, escape);
    }

    /** Parses the bytes of a header record. */
    public static CsvHeader parse(byte[] record, CsvDialect dialect, Map<String, String> renames, CsvEscape escape) {
        if (Utf8.firstMalformed(record, 0, record.length) >= 0) {
            throw new UnreadableInputException("The CSV header is not UTF-8. Save the file as UTF-8 and import that.");
        }
        var cells = new CsvCells(dialect, escape);
        cells.read(record, 0, record.length);
        if (cells.count() > MAX_COLUMNS) {
            throw new UnreadableInputException(
                    "The CSV header has " + cells.count() + " columns; at most " + MAX_COLUMNS + " are allowed.");
        }
        return new CsvHeader(columns(names(cells), renames), escape);
    }

    private static List<String> names(CsvCells cells) {
        var names = new ArrayList<String>();
        Map<String, Integer> columnOf = new HashMap<>();
        for (int i = 0; i < cells.count(); i++) {
            String name = cells.text(i).strip();
            if (name.isEmpty()) {
                throw new UnreadableInputException("Column " + (i + 1) + " of the CSV header has no name."
                        + " The first line must hold a name for each column.");
            }
            Integer before = columnOf.put(name, i);
            if (before != null) {
                throw new UnreadableInputException("Columns " + (before + 1) + " and " + (i + 1)
                        + " of the CSV header have the same name. Rename one of them.");
            }
            names.add(name);
        }
        return names;
    }

    private static List<CsvColumn> columns(List<String> names, Map<String, String> renames) {
        var fields = fields(names, renames);
        var renamed = new ArrayList<CsvColumnName>();
        for (int i = 0; i < names.size(); i++) {
            String name = fields.getOrDefault(names.get(i), names.get(i));
            renamed.add(new CsvColumnName(i + 1, name));
        }
        UnknownColumns.refuse(renamed);
        var columns = renamed.stream().map(CsvColumnName::column).toList();
        refuseConflicts(columns);
        return columns;
    }

    /** Blanks around a name count neither in the header nor in what is said of it. */
    private static Map<String, String> fields(List<String> names, Map<String, String> renames) {
        Map<String, String> fields = new HashMap<>();
        renames.forEach((given, field) -> {
            String source = given.strip();
            if (!names.contains(source)) {
                throw new UnreadableInputException("The CSV header has no column \"" + source
                        + "\", for which a field was given. Spell it as the header does.");
            }
            if (fields.put(source, field.strip()) != null) {
                throw new UnreadableInputException(
                        "Two fields were given for the column \"" + source + "\" of the CSV header. Give it one.");
            }
        });
        return fields;
    }

    /** One path may have several columns of different types, of which a row fills one; no path may lie within another. */
    private static void refuseConflicts(List<CsvColumn> columns) {
        Map<String, Integer> ends = new HashMap<>();
        Set<String> typed = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            CsvColumn column = columns.get(i);
            String path = path(column);
            boolean inner = column instanceof CsvColumn.Inner;
            String key = inner ? path + ":" + ((CsvColumn.Inner) column).type() : path;
            if (!path.isEmpty() && (!typed.add(key) || (ends.put(path, i) != null && !inner))) {
                throw new UnreadableInputException(
                        "Column " + (i + 1)
                                + " of the CSV header stands for the same value as an earlier one. Drop or rename one of them.");
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            String path = path(columns.get(i));
            for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
                Integer outer = ends.get(path.substring(0, dot));
                if (outer != null) {
                    throw new UnreadableInputException(
                            "Column " + (i + 1) + " of the CSV header lies within the value of column " + (outer + 1)
                                    + ". Keep the whole value or its parts, not both.");
                }
            }
        }
    }

    private static String path(CsvColumn column) {
        if (column instanceof CsvColumn.Attribute attribute) {
            return attribute.attribute().attributeName();
        }
        return column instanceof CsvColumn.Inner inner ? inner.name() : "";
    }

    static String utf8(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}

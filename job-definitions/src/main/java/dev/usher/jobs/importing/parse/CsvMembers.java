package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.source.CsvDialect;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@link RecordMembers} of a record of CSV whose quotes are sound: the attributes that its columns stand for. A cell that
 * does not hold what its column says is its text.
 */
final class CsvMembers implements RecordMembers {

    private static final int MAX_CELL_BYTES = 1 << 16;

    private final List<CsvColumn> columns;
    private final byte delimiter;
    private final CsvRowReader rows;

    CsvMembers(CsvHeader header, CsvDialect dialect) {
        columns = header.columns();
        delimiter = (byte) dialect.delimiter();
        rows = CsvRowReader.keepingWrongCells(header, dialect);
    }

    @Override
    public Map<String, RowValue> all(byte[] record) {
        var block = new RecordBlock(record, 0, 1);
        block.add(0, record.length, 1, null);
        var members = new LinkedHashMap<String, RowValue>();
        rows.read(block, 0).values().forEach((attribute, value) -> members.put(attribute.attributeName(), value));
        return members;
    }

    /** Reads the record with all other cells emptied, which is not large any more. */
    @Override
    public Map<String, RowValue> some(byte[] record, Set<String> names) {
        var cut = new ByteArrayOutputStream();
        int column = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= record.length; i++) {
            boolean end = i == record.length;
            if (end || (record[i] == delimiter && !quoted)) {
                if (column == columns.size()) {
                    return Map.of();
                }
                boolean fits = i - start <= MAX_CELL_BYTES && cut.size() + i - start <= MAX_SOME_BYTES;
                if (fits && names.contains(attribute(columns.get(column)))) {
                    cut.write(record, start, i - start);
                }
                if (!end) {
                    cut.write(delimiter);
                }
                column++;
                start = i + 1;
            } else if (record[i] == '"') {
                quoted = !quoted;
            }
        }
        return all(cut.toByteArray());
    }

    /** The name of the attribute that a column belongs to; empty if it belongs to none. */
    private static String attribute(CsvColumn column) {
        if (column instanceof CsvColumn.Attribute attribute) {
            return attribute.attribute().attributeName();
        }
        return column instanceof CsvColumn.Inner inner ? inner.attribute().attributeName() : "";
    }
}

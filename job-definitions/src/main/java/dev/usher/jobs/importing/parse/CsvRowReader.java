package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RawRow.OtherProperty;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.source.CsvDialect;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a record of CSV by the columns of its header. One per worker. */
final class CsvRowReader implements RowReader {

    private final List<CsvColumn> columns;
    private final CsvCells cells;
    private final CsvCellValues cellValues;
    private final boolean keepsWrongCells;

    CsvRowReader(CsvHeader header, CsvDialect dialect) {
        this(header, dialect, false);
    }

    private CsvRowReader(CsvHeader header, CsvDialect dialect, boolean keepsWrongCells) {
        columns = header.columns();
        cells = new CsvCells(dialect, header.escape());
        cellValues = new CsvCellValues(cells);
        this.keepsWrongCells = keepsWrongCells;
    }

    /** One that gives a cell as text if it does not hold what its column says. */
    static CsvRowReader keepingWrongCells(CsvHeader header, CsvDialect dialect) {
        return new CsvRowReader(header, dialect, true);
    }

    @Override
    public RawRow read(RecordBlock block, int index) {
        RowPosition position = block.position(index);
        RowError flaw = block.flaw(index);
        if (flaw != null) {
            return new RawRow(position, Map.of(), List.of(), List.of(flaw), false);
        }
        var errors = new ArrayList<RowError>(0);
        byte[] bytes = block.buffer();
        int from = block.start(index);
        int to = from + block.length(index);
        int malformed = Utf8.firstMalformed(bytes, from, to);
        if (malformed >= 0) {
            errors.add(Utf8.error(malformed - from));
            bytes = Arrays.copyOfRange(bytes, from, to);
            to -= from;
            from = 0;
            Utf8.mask(bytes, from, to);
        }
        cells.read(bytes, from, to);
        if (cells.count() != columns.size()) {
            errors.add(wrongCount(to - from));
            return new RawRow(position, Map.of(), List.of(), errors, false);
        }
        return row(position, errors);
    }

    private RowError wrongCount(int recordLength) {
        int at = cells.count() > columns.size() ? cells.at(columns.size()) : recordLength;
        String message = "The record has " + cells.count() + " cells, the header has " + columns.size() + ".";
        return RowError.ofRecord(RowErrorCode.CSV_FIELD_COUNT, message, at);
    }

    private RawRow row(RowPosition position, List<RowError> errors) {
        var values = new EnumMap<UserAttribute, RowValue>(UserAttribute.class);
        var others = new ArrayList<OtherProperty>(0);
        cellValues.begin(errors);
        for (int cell = 0; cell < cells.count(); cell++) {
            if (!cells.given(cell)) {
                continue;
            }
            CsvColumn column = columns.get(cell);
            if (column instanceof CsvColumn.Attribute attribute) {
                values.put(attribute.attribute(), cellValues.ofAttribute(attribute.attribute(), cell));
            } else if (column instanceof CsvColumn.Inner inner) {
                RowValue value = cellValues.ofInner(inner, cell);
                if (value == null && keepsWrongCells) {
                    value = cellValues.asText(cell);
                }
                if (value != null) {
                    put(values, inner, value, errors);
                }
            } else if (column instanceof CsvColumn.ExportOnly other) {
                others.add(new OtherProperty(other.name(), cells.at(cell)));
            }
        }
        return new RawRow(position, values, others, errors, !cellValues.brokenJson());
    }

    private static void put(
            Map<UserAttribute, RowValue> values, CsvColumn.Inner column, RowValue value, List<RowError> errors) {
        if (column.path().isEmpty()) {
            values.put(column.attribute(), value);
            return;
        }
        Map<String, RowValue> members = members(values.computeIfAbsent(column.attribute(), a -> empty(value.at())));
        int last = column.path().size() - 1;
        for (String key : column.path().subList(0, last)) {
            members = members(members.computeIfAbsent(key, k -> empty(value.at())));
        }
        if (members.putIfAbsent(column.path().get(last), value) != null) {
            errors.add(new RowError(
                    RowErrorCode.DUPLICATE_KEY, column.name(), "Two columns give the same value.", value.at()));
        }
    }

    /** Below a path stand only objects made here, since no column's path lies within another's. */
    private static Map<String, RowValue> members(RowValue object) {
        return ((RowValue.Obj) object).members();
    }

    private static RowValue empty(int at) {
        return new RowValue.Obj(new LinkedHashMap<>(), at);
    }
}

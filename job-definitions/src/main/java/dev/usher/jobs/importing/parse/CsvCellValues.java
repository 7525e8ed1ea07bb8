package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads cells as the values that their columns ask for. One per worker. */
final class CsvCellValues {

    private final CsvCells cells;
    private final JsonTree tree = new JsonTree();
    private List<RowError> errors = new ArrayList<>();
    private boolean brokenJson;

    CsvCellValues(CsvCells cells) {
        this.cells = cells;
    }

    /** Begins a record; errors are added to {@code found}. */
    void begin(List<RowError> found) {
        errors = found;
        brokenJson = false;
    }

    /** Whether a cell of the record was not JSON, so that what it should give is unknown. */
    boolean brokenJson() {
        return brokenJson;
    }

    /** A boolean that is none stays text, for the validation to name it. */
    RowValue ofAttribute(UserAttribute attribute, int cell) {
        String text = cells.text(cell);
        if (attribute.type() == UserAttribute.Type.BOOLEAN) {
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return new RowValue.Bool(text.equalsIgnoreCase("true"), cells.at(cell));
            }
        }
        return new RowValue.Text(text, cells.at(cell));
    }

    /** The value, or null if the cell does not hold what the column says. */
    @Nullable
    RowValue ofInner(CsvColumn.Inner column, int cell) {
        String text = cells.text(cell);
        int at = cells.at(cell);
        return switch (column.type()) {
            case TEXT -> new RowValue.Text(text, at);
            case BOOLEAN ->
                text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                        ? new RowValue.Bool(text.equalsIgnoreCase("true"), at)
                        : wrongType(column, "true or false", at);
            case NULL -> text.equalsIgnoreCase("null") ? new RowValue.Null(at) : wrongType(column, "null", at);
            case NUMBER -> {
                RowValue value =
                        text.isEmpty() || !"-0123456789".contains(text.substring(0, 1)) ? null : number(column, cell);
                yield value instanceof RowValue.Num number
                        ? new RowValue.Num(number.literal(), at)
                        : wrongType(column, "a number", at);
            }
            case JSON -> json(column, cell);
        };
    }

    RowValue asText(int cell) {
        return new RowValue.Text(cells.text(cell), cells.at(cell));
    }

    private @Nullable RowValue wrongType(CsvColumn.Inner column, String expected, int at) {
        String message = "The cell must hold " + expected + ", as the type in the name of its column says.";
        errors.add(new RowError(RowErrorCode.INVALID_TYPE, column.name(), message, at));
        return null;
    }

    private @Nullable RowValue number(CsvColumn.Inner column, int cell) {
        tree.begin(column.name(), cells.offsets(cell), errors);
        return parse(cells.text(cell).getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable RowValue json(CsvColumn.Inner column, int cell) {
        byte[] text = cells.text(cell).getBytes(StandardCharsets.UTF_8);
        tree.begin(column.name(), cells.offsets(cell), errors);
        RowValue value = parse(text);
        if (value == null) {
            brokenJson = true;
            JsonSyntax.Fault fault = JsonSyntax.firstFault(text, 0, text.length);
            int in = fault == null ? 0 : fault.at();
            String what = fault == null ? "The value is not JSON." : fault.message();
            errors.add(new RowError(
                    fault == null ? RowErrorCode.INVALID_JSON : fault.code(),
                    column.name(),
                    what + " (character " + characters(text, in) + " of the cell)",
                    cells.at(cell, in)));
        }
        return value;
    }

    private @Nullable RowValue parse(byte[] text) {
        try (var parser = JsonLimits.FACTORY.createParser(ObjectReadContext.empty(), text, 0, text.length)) {
            JsonToken first = parser.nextToken();
            RowValue value = first == null ? null : tree.value(parser, first);
            return parser.nextToken() == null ? value : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** 1-based number of the character that holds a byte. */
    private static int characters(byte[] text, int index) {
        String before = new String(text, 0, index, StandardCharsets.UTF_8);
        return 1 + before.codePointCount(0, before.length());
    }
}

package dev.usher.app.users;

import dev.usher.jobs.importing.row.RowValue;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON as values of a row, so that the rules for rows can judge it. Where a value stands does not matter here: all say 0. */
final class RowValues {

    private RowValues() {}

    static RowValue of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new RowValue.Text(node.stringValue(), 0);
            case BOOLEAN -> new RowValue.Bool(node.booleanValue(), 0);
            case NUMBER -> new RowValue.Num(node.toString(), 0);
            case ARRAY -> new RowValue.Arr(node.valueStream().map(RowValues::of).toList(), 0);
            case OBJECT -> new RowValue.Obj(members(node), 0);
            case NULL, MISSING, BINARY, POJO -> new RowValue.Null(0);
        };
    }

    private static Map<String, RowValue> members(JsonNode object) {
        var members = new LinkedHashMap<String, RowValue>();
        object.propertyStream().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        return members;
    }
}

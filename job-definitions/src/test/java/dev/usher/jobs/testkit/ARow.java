package dev.usher.jobs.testkit;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RawRow.OtherProperty;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds raw rows; offsets count the values in the order in which they are added, one by one. */
public final class ARow {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private final Map<UserAttribute, RowValue> values = new EnumMap<>(UserAttribute.class);
    private final List<OtherProperty> others = new ArrayList<>();
    private final List<RowError> errors = new ArrayList<>();
    private boolean complete = true;
    private int at = 1;

    private ARow() {}

    /** A row without any attribute. */
    public static ARow aRow() {
        return new ARow();
    }

    /** The row that a JSON object describes; single quotes may stand for double ones. */
    public static ARow aRow(String json) {
        return aRow(JSON.readTree(json));
    }

    public static ARow aRow(JsonNode object) {
        var row = new ARow();
        object.propertyStream().forEach(property -> row.withNode(property.getKey(), property.getValue()));
        return row;
    }

    public ARow email(String email) {
        return with("email", email);
    }

    public ARow with(String name, String text) {
        return withValue(name, new RowValue.Text(text, at++));
    }

    public ARow with(String name, boolean value) {
        return withValue(name, new RowValue.Bool(value, at++));
    }

    public ARow withNull(String name) {
        return withValue(name, new RowValue.Null(at++));
    }

    /** @param json the attribute's value as JSON text */
    public ARow withJson(String name, String json) {
        return withNode(name, JSON.readTree(json));
    }

    public ARow withNode(String name, JsonNode value) {
        return withValue(name, valueOf(value));
    }

    public ARow withValue(String name, RowValue value) {
        UserAttribute.findByName(name)
                .ifPresentOrElse(
                        attribute -> values.put(attribute, value),
                        () -> others.add(new OtherProperty(name, value.at())));
        return this;
    }

    public ARow withError(RowError error) {
        errors.add(error);
        return this;
    }

    public ARow incomplete() {
        complete = false;
        return this;
    }

    public RawRow build() {
        return new RawRow(new RowPosition(1, 1, 0, 100), values, List.copyOf(others), List.copyOf(errors), complete);
    }

    private RowValue valueOf(JsonNode node) {
        int here = at++;
        if (node.isObject()) {
            var members = new LinkedHashMap<String, RowValue>();
            node.propertyStream().forEach(member -> members.put(member.getKey(), valueOf(member.getValue())));
            return new RowValue.Obj(members, here);
        }
        if (node.isArray()) {
            var items = new ArrayList<RowValue>();
            node.forEach(item -> items.add(valueOf(item)));
            return new RowValue.Arr(items, here);
        }
        return scalarOf(node, here);
    }

    private static RowValue scalarOf(JsonNode node, int here) {
        if (node.isString()) {
            return new RowValue.Text(node.stringValue(), here);
        }
        if (node.isBoolean()) {
            return new RowValue.Bool(node.booleanValue(), here);
        }
        return node.isNull() ? new RowValue.Null(here) : new RowValue.Num(node.asString(), here);
    }
}

package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.INVALID_TYPE;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;

/** Every attribute has the JSON type that the schema says; null is no type but the absence of a value. */
final class AttributeTypeRule implements RowRule {

    private static final List<UserAttribute> ALL = List.of(UserAttribute.values());

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        for (int i = 0; i < ALL.size(); i++) {
            RowValue value = row.values().get(ALL.get(i));
            if (value != null && !fits(ALL.get(i).type(), value)) {
                errors.add(
                        INVALID_TYPE,
                        PropertyPath.of(ALL.get(i)),
                        value.at(),
                        "Expected type " + typeName(ALL.get(i).type()) + " but found type " + value.typeName());
            }
        }
    }

    private static boolean fits(UserAttribute.Type type, RowValue value) {
        if (value instanceof RowValue.Null) {
            return true;
        }
        return switch (type) {
            case TEXT -> value instanceof RowValue.Text;
            case BOOLEAN -> value instanceof RowValue.Bool;
            case OBJECT -> value instanceof RowValue.Obj;
            case ARRAY -> value instanceof RowValue.Arr;
        };
    }

    private static String typeName(UserAttribute.Type type) {
        return switch (type) {
            case TEXT -> "string";
            case BOOLEAN -> "boolean";
            case OBJECT -> "object";
            case ARRAY -> "array";
        };
    }
}

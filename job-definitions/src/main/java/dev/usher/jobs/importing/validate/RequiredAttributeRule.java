package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.OBJECT_REQUIRED;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the strategy or the connection requires is there, and is not null. */
final class RequiredAttributeRule implements RowRule {

    private final List<RequiredField> fields;

    RequiredAttributeRule(ConnectionRules connection) {
        this.fields =
                connection.requiredFields().stream().map(RequiredField::of).toList();
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (!row.complete()) {
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            RequiredField field = fields.get(i);
            if (!field.isGiven(row) && !errors.parserNamed(field.name)) {
                errors.addPlain(OBJECT_REQUIRED, field.name, field.at(row), "Missing required property: " + field.name);
            }
        }
    }

    private record RequiredField(String name, UserAttribute attribute, List<String> keys) {

        static RequiredField of(String name) {
            List<String> parts = Arrays.asList(name.split("\\.", -1));
            UserAttribute attribute = UserAttribute.findByName(parts.get(0)).orElseThrow();
            return new RequiredField(name, attribute, parts.subList(1, parts.size()));
        }

        boolean isGiven(RawRow row) {
            @Nullable RowValue value = row.values().get(attribute);
            for (int i = 0; i < keys.size(); i++) {
                value = value instanceof RowValue.Obj object ? object.members().get(keys.get(i)) : null;
            }
            return value != null && !(value instanceof RowValue.Null);
        }

        int at(RawRow row) {
            RowValue value = row.values().get(attribute);
            return value == null ? 0 : value.at();
        }
    }
}

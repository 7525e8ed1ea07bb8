package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.FORBIDDEN_PROPERTY;
import static dev.usher.jobs.user.UserAttribute.APP_METADATA;
import static dev.usher.jobs.user.UserAttribute.USER_METADATA;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No metadata key is reserved, and none contains a character by which paths and operators are told apart. */
final class MetadataKeyRule implements RowRule {

    private static final Set<String> RESERVED = Set.of(
            "__tenant",
            "_id",
            "blocked",
            "clientID",
            "created_at",
            "email_verified",
            "email",
            "globalClientID",
            "global_client_id",
            "identities",
            "lastIP",
            "lastLogin",
            "loginsCount",
            "metadata",
            "multifactor_last_modified",
            "multifactor",
            "updated_at",
            "user_id");

    private final ValidationLimits limits;

    MetadataKeyRule(ValidationLimits limits) {
        this.limits = limits;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(APP_METADATA) instanceof RowValue.Obj metadata) {
            checkReserved(metadata, errors);
        }
        checkCharacters(row, APP_METADATA, errors);
        checkCharacters(row, USER_METADATA, errors);
    }

    private static void checkReserved(RowValue.Obj metadata, RowErrorCollector errors) {
        for (Map.Entry<String, RowValue> member : metadata.members().entrySet()) {
            if (RESERVED.contains(member.getKey())) {
                PropertyPath path = PropertyPath.of(APP_METADATA).child(member.getKey());
                errors.add(FORBIDDEN_PROPERTY, path, member.getValue().at(), "The key is reserved");
            }
        }
    }

    private void checkCharacters(RawRow row, UserAttribute attribute, RowErrorCollector errors) {
        RowValue metadata = row.values().get(attribute);
        if (metadata != null) {
            check(metadata, PropertyPath.of(attribute), errors);
        }
    }

    private void check(RowValue value, PropertyPath path, RowErrorCollector errors) {
        if (path.level() >= limits.maxDepth()) {
            return;
        }
        if (value instanceof RowValue.Obj object && object.members().size() <= limits.maxKeys()) {
            checkMembers(object, path, errors);
        } else if (value instanceof RowValue.Arr array) {
            List<RowValue> items = array.items();
            for (int i = 0; i < items.size(); i++) {
                check(items.get(i), path.item(i), errors);
            }
        }
    }

    private void checkMembers(RowValue.Obj object, PropertyPath path, RowErrorCollector errors) {
        for (Map.Entry<String, RowValue> member : object.members().entrySet()) {
            String key = member.getKey();
            if (key.indexOf('.') >= 0 || key.indexOf('$') >= 0) {
                String message = "A metadata key must not contain . or $";
                errors.add(
                        FORBIDDEN_PROPERTY, path.child(key), member.getValue().at(), message);
            }
            if (member.getValue() instanceof RowValue.Obj || member.getValue() instanceof RowValue.Arr) {
                check(member.getValue(), path.child(key), errors);
            }
        }
    }
}

package dev.usher.app.users;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.validate.RowValidator;
import dev.usher.jobs.importing.validate.ValidationLimits;
import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The rules of rows of an import, applied to a single user. */
final class UserRules {

    private static final RowPosition ALONE = new RowPosition(1, 1, 0, 0);

    private UserRules() {}

    /**
     * Judges values and brings them into the form in which they are stored.
     *
     * @param complete whether they are all that the user will have, so that what is required must be among them
     * @throws InvalidUserException for the first value that breaks a rule, or is missing
     */
    static Map<UserAttribute, JsonNode> stored(
            Connection connection, Map<UserAttribute, JsonNode> given, boolean complete) {
        var values = new EnumMap<UserAttribute, RowValue>(UserAttribute.class);
        given.forEach((attribute, value) -> values.put(attribute, RowValues.of(value)));
        var outcome = new RowValidator(connection.rules(), ValidationLimits.DEFAULTS, false)
                .validate(new RawRow(ALONE, values, List.of(), List.of(), complete));
        if (outcome instanceof RejectedRow rejected) {
            var error = rejected.errors().get(0);
            // What is missing is a fault of the object that lacks it.
            var path = error.path() == null || error.code() == RowErrorCode.OBJECT_REQUIRED ? "" : error.path();
            throw new InvalidUserException(path, error.sentence());
        }
        var stored = new EnumMap<UserAttribute, JsonNode>(UserAttribute.class);
        ((AcceptedRow) outcome).values().forEach((attribute, value) -> {
            var node = Objects.requireNonNull(given.get(attribute));
            stored.put(attribute, value instanceof RowValue.Text text ? text(text.value()) : node);
        });
        return stored;
    }

    private static JsonNode text(String value) {
        return StringNode.valueOf(value);
    }
}

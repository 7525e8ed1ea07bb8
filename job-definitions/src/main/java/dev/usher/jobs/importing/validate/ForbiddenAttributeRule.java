package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.FORBIDDEN_PROPERTY;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;

/** The connection takes every attribute that the row gives; a null gives nothing. */
final class ForbiddenAttributeRule implements RowRule {

    private final List<UserAttribute> forbidden;
    private final String reason;

    ForbiddenAttributeRule(ConnectionRules connection) {
        this.forbidden = List.copyOf(connection.forbiddenAttributes());
        this.reason = connection.strategy().family() == Family.DATABASE
                ? "The connection takes it only with requires_username"
                : "A connection of strategy " + connection.strategy().name() + " does not take it";
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        for (int i = 0; i < forbidden.size(); i++) {
            RowValue value = row.values().get(forbidden.get(i));
            if (value != null && !(value instanceof RowValue.Null)) {
                errors.add(FORBIDDEN_PROPERTY, PropertyPath.of(forbidden.get(i)), value.at(), reason);
            }
        }
    }
}

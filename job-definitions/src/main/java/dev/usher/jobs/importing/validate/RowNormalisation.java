package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.user.UserAttribute.EMAIL;
import static dev.usher.jobs.user.UserAttribute.USERNAME;
import static dev.usher.jobs.user.UserAttribute.USER_ID;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Brings the values of a row without errors into the form in which they are stored. */
final class RowNormalisation {

    private final ConnectionRules connection;
    private final boolean lowerCasesEmail;
    private final Set<UserAttribute> unsettable;

    RowNormalisation(ConnectionRules connection, boolean upsert) {
        this.connection = connection;
        this.lowerCasesEmail = connection.lowerCasesEmail();
        this.unsettable = upsert ? unsettable(connection) : EnumSet.noneOf(UserAttribute.class);
    }

    Map<UserAttribute, RowValue> storedValues(RawRow row) {
        var stored = new EnumMap<UserAttribute, RowValue>(UserAttribute.class);
        for (Map.Entry<UserAttribute, RowValue> given : row.values().entrySet()) {
            RowValue value = given.getValue();
            if (!(value instanceof RowValue.Null) || unsettable.contains(given.getKey())) {
                stored.put(given.getKey(), storedForm(given.getKey(), value));
            }
        }
        return stored;
    }

    private RowValue storedForm(UserAttribute attribute, RowValue value) {
        if (!(value instanceof RowValue.Text text)) {
            return value;
        }
        if (attribute == USERNAME || (attribute == EMAIL && lowerCasesEmail)) {
            return replaced(text, text.value().toLowerCase(Locale.ROOT));
        }
        return attribute == USER_ID ? replaced(text, connection.qualifyUserId(text.value())) : value;
    }

    private static RowValue.Text replaced(RowValue.Text text, String stored) {
        return stored.equals(text.value()) ? text : new RowValue.Text(stored, text.at());
    }

    /** A null unsets what the connection takes; a user without an id can't be. */
    private static Set<UserAttribute> unsettable(ConnectionRules connection) {
        var attributes = EnumSet.allOf(UserAttribute.class);
        attributes.removeAll(connection.forbiddenAttributes());
        attributes.remove(USER_ID);
        return attributes;
    }
}

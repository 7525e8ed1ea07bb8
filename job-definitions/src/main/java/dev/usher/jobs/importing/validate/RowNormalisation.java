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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Brings the values of a row without errors into the form in which they are stored. */
final class RowNormalisation {

    private static final List<UserAttribute> ALL = List.of(UserAttribute.values());

    private final ConnectionRules connection;
    private final boolean lowerCasesEmail;
    private final Set<UserAttribute> unsettable;

    RowNormalisation(ConnectionRules connection, boolean upsert) {
        this.connection = connection;
        this.lowerCasesEmail = connection.lowerCasesEmail();
        this.unsettable = upsert ? unsettable(connection) : EnumSet.noneOf(UserAttribute.class);
    }

    /** A copy of the row's values, which the parser may go on to use. */
    Map<UserAttribute, RowValue> storedValues(RawRow row) {
        var stored = new EnumMap<UserAttribute, RowValue>(UserAttribute.class);
        stored.putAll(row.values());
        for (int i = 0; i < ALL.size(); i++) {
            if (stored.get(ALL.get(i)) instanceof RowValue.Null && !unsettable.contains(ALL.get(i))) {
                stored.remove(ALL.get(i));
            }
        }
        if (lowerCasesEmail) {
            lowerCase(EMAIL, stored);
        }
        lowerCase(USERNAME, stored);
        if (stored.get(USER_ID) instanceof RowValue.Text userId) {
            stored.put(USER_ID, replaced(userId, connection.qualifyUserId(userId.value())));
        }
        return stored;
    }

    private static void lowerCase(UserAttribute attribute, Map<UserAttribute, RowValue> stored) {
        if (stored.get(attribute) instanceof RowValue.Text text) {
            stored.put(attribute, replaced(text, text.value().toLowerCase(Locale.ROOT)));
        }
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

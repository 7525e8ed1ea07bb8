package dev.usher.jobs.importing.validate;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * By which keys a rejected row still names a user; shared by workers.
 *
 * <p>A key with an error of its own names nobody who could exist, and tells nothing of who was meant. Neither does any key
 * of a record that the parser could not tell from its neighbours: who knows what else stands in it.
 */
public final class RowKeys {

    private static final String MASK = "?";

    private final RowNormalisation normalisation;

    public RowKeys(ConnectionRules connection) {
        this.normalisation = new RowNormalisation(connection, false);
    }

    /**
     * Of some attributes those that name a user, in the form in which they are stored.
     *
     * @param row what {@code rejected} was made of
     */
    public Map<UserAttribute, String> of(RawRow row, RejectedRow rejected, Collection<UserAttribute> attributes) {
        if (isUnreadable(row)) {
            return Map.of();
        }
        var keys = new EnumMap<UserAttribute, String>(UserAttribute.class);
        var stored = normalisation.storedValues(row);
        boolean masked = row.errors().stream().anyMatch(RowKeys::isMalformedText);
        for (var attribute : attributes) {
            if (stored.get(attribute) instanceof RowValue.Text text
                    && rejected.errors().stream()
                            .noneMatch(e -> attribute.attributeName().equals(e.path()))
                    && !(masked && text.value().contains(MASK))) {
                keys.put(attribute, text.value());
            }
        }
        return keys;
    }

    /** A cell that holds no JSON breaks off itself only; it has a path. */
    private static boolean isUnreadable(RawRow row) {
        return !row.complete() && row.errors().stream().anyMatch(error -> error.path() == null);
    }

    /** The bytes were replaced, wherever in the record they stand. */
    private static boolean isMalformedText(RowError error) {
        return error.code() == RowErrorCode.INVALID_CHARACTER && error.path() == null;
    }
}

package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the rows of a job meet the users of its connection.
 *
 * @param connectionId the connection into which the rows go
 * @param upsert whether a row may change the user that it matches; if not, a match is an error
 * @param metadata what becomes of the metadata of a user that exists
 * @param optedIn attributes that this job changes although an upsert usually does not
 */
public record UpsertRules(
        String connectionId,
        ConnectionRules connection,
        boolean upsert,
        MetadataMode metadata,
        Set<UserAttribute> optedIn) {

    public UpsertRules {
        optedIn = Set.copyOf(optedIn);
    }

    public UserAttribute key() {
        return connection.matchKey();
    }

    /** The column of the match key. */
    public String keyColumn() {
        return key().attributeName();
    }

    /** Whether user {@code u} is the one that staged row {@code s} describes; takes {@code :connection}. */
    public String matches() {
        var same = "u." + keyColumn() + " = s." + keyColumn() + " AND u.connection_id = :connection";
        return key() == UserAttribute.EMAIL ? same + " AND u.email_is_unique" : same;
    }

    /**
     * Names what the rules do to a row that matches a user: rules that would treat one differently have different names.
     */
    public String fingerprint() {
        var changed = Arrays.stream(UserAttribute.values())
                .filter(this::changes)
                .map(UserAttribute::attributeName)
                .collect(Collectors.joining(" "));
        return metadata + " " + changed;
    }

    /** What an upsert changes, of the attributes that the rows give or unset. */
    public List<UserAttribute> changeable(StagedAttributes staged) {
        var attributes = EnumSet.noneOf(UserAttribute.class);
        attributes.addAll(staged.given());
        attributes.addAll(staged.unset());
        attributes.removeIf(a -> !changes(a));
        if (attributes.contains(UserAttribute.EMAIL)) {
            attributes.add(UserAttribute.EMAIL_VERIFIED);
        }
        if (attributes.contains(UserAttribute.PHONE_NUMBER)) {
            attributes.add(UserAttribute.PHONE_VERIFIED);
        }
        attributes.removeAll(connection.forbiddenAttributes());
        return List.copyOf(attributes);
    }

    /** What the rows give or unset but an upsert leaves as it is. */
    public List<UserAttribute> passedOver(StagedAttributes staged) {
        return Arrays.stream(UserAttribute.values())
                .filter(a -> a != key() && !changes(a) && staged.mentions(a))
                .toList();
    }

    /** A condition on staged row {@code s} and user {@code u}: the row asks for another value than the user has. */
    public String differs(UserAttribute attribute, StagedAttributes staged) {
        return rowsValue(attribute, staged) + " IS DISTINCT FROM u." + attribute.attributeName();
    }

    private boolean changes(UserAttribute attribute) {
        if (attribute == key() || connection.providerAttributes().contains(attribute)) {
            return false;
        }
        return attribute.upsertable()
                || (UserAttribute.UPSERTABLE_ON_REQUEST.contains(attribute) && optedIn.contains(attribute));
    }

    /** The value of a column of user {@code u} after staged row {@code s} was applied to it. */
    public String newValue(UserAttribute attribute, StagedAttributes staged) {
        return switch (attribute) {
            case EMAIL_VERIFIED -> newVerified(attribute, UserAttribute.EMAIL, staged);
            case PHONE_VERIFIED -> newVerified(attribute, UserAttribute.PHONE_NUMBER, staged);
            default -> rowsValue(attribute, staged);
        };
    }

    /** An address that changes is verified only if the row says so. */
    private String newVerified(UserAttribute verified, UserAttribute address, StagedAttributes staged) {
        boolean rowDecides = changes(verified);
        var column = verified.attributeName();
        var value = rowDecides ? rowsValue(verified, staged) : "u." + column;
        if (!changes(address) || !staged.mentions(address)) {
            return value;
        }
        return "CASE WHEN " + rowsValue(address, staged) + " IS DISTINCT FROM u." + address.attributeName() + " THEN "
                + (rowDecides ? "coalesce(s." + column + ", false)" : "false") + " ELSE " + value + " END";
    }

    private String rowsValue(UserAttribute attribute, StagedAttributes staged) {
        var column = attribute.attributeName();
        var value = StagingTable.value(attribute);
        boolean isMetadata = attribute == UserAttribute.APP_METADATA || attribute == UserAttribute.USER_METADATA;
        var given = isMetadata && metadata != MetadataMode.REPLACE
                ? "CASE WHEN s." + column + " IS NULL THEN u." + column + " ELSE " + metadata.mergedSql(attribute)
                        + " END"
                : "coalesce(" + value + ", u." + column + ")";
        // Every user has an id: null does not ask for anything.
        if (attribute == UserAttribute.USER_ID || !staged.unset().contains(attribute)) {
            return given;
        }
        var cleared = attribute == UserAttribute.EMAIL_VERIFIED ? "false" : "NULL";
        return "CASE WHEN " + StagingTable.isUnset(attribute) + " THEN " + cleared + " ELSE " + given + " END";
    }
}

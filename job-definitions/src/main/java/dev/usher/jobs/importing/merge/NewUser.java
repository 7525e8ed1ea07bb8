package dev.usher.jobs.importing.merge;

import dev.usher.jobs.importing.resolve.UpsertRules;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a staged row {@code s} becomes as a new user: given values, and defaults for what it does not give. */
final class NewUser {

    /** The columns that an insert fills, in the order of {@link #values(UpsertRules)}. */
    static final String COLUMNS = Arrays.stream(UserAttribute.values())
                    .map(UserAttribute::attributeName)
                    .collect(Collectors.joining(", "))
            + ", connection_id, email_is_unique, last_job_id, created_at, updated_at, import_digest";

    /** The time of the transaction as the API shows it. A sub-select is computed once, not once a row. */
    static final String NOW = "(SELECT date_trunc('milliseconds', now()))";

    private NewUser() {}

    /** Takes {@code :connection}, {@code :job} and {@code :stem}. */
    static String values(UpsertRules rules) {
        return Arrays.stream(UserAttribute.values())
                        .map(attribute -> value(attribute, rules))
                        .collect(Collectors.joining(", "))
                + ", :connection, " + rules.connection().emailIsUnique()
                + ", :job, " + NOW + ", " + NOW + ", s.digest";
    }

    private static String value(UserAttribute attribute, UpsertRules rules) {
        // What no row may say has no default either: an export of the user could not be imported again.
        if (rules.connection().forbiddenAttributes().contains(attribute)) {
            return StagingTable.value(attribute);
        }
        return switch (attribute) {
            case USER_ID -> "coalesce(s.user_id, :stem || lpad(to_hex(nextval('user_id_counter') & 16777215), 6, '0'))";
            case EMAIL_VERIFIED -> "coalesce(s.email_verified, CASE WHEN s.email IS NOT NULL THEN false END)";
            case PHONE_VERIFIED -> "coalesce(s.phone_verified, CASE WHEN s.phone_number IS NOT NULL THEN false END)";
            case NAME -> "coalesce(s.name, s.email, s.phone_number)";
            case NICKNAME -> "coalesce(s.nickname, split_part(s.email, '@', 1))";
            default -> StagingTable.value(attribute);
        };
    }
}

package dev.usher.jobs.profile;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.user.UserAttribute;
import java.util.function.Function;

/** What a row {@code s} of given values becomes as a new user: these values, and defaults for what it does not give. */
public final class NewUserSql {

    /** The time of the transaction as the API shows it. A sub-select is computed once, not once a row. */
    public static final String NOW = "(SELECT date_trunc('milliseconds', now()))";

    private NewUserSql() {}

    /**
     * The value of a column; takes {@code :stem}, with which an id begins that is not given.
     *
     * @param given what the row gives for an attribute, in the type that it has in the table of users
     */
    public static String value(
            UserAttribute attribute, ConnectionRules connection, Function<UserAttribute, String> given) {
        // What no row may say has no default either: an export of the user could not be imported again.
        if (connection.forbiddenAttributes().contains(attribute)) {
            return given.apply(attribute);
        }
        return switch (attribute) {
            case USER_ID -> "coalesce(s.user_id, :stem || lpad(to_hex(nextval('user_id_counter') & 16777215), 6, '0'))";
            case EMAIL_VERIFIED -> "coalesce(s.email_verified, CASE WHEN s.email IS NOT NULL THEN false END)";
            case PHONE_VERIFIED -> "coalesce(s.phone_verified, CASE WHEN s.phone_number IS NOT NULL THEN false END)";
            case NAME -> "coalesce(s.name, s.email, s.phone_number)";
            case NICKNAME -> "coalesce(s.nickname, split_part(s.email, '@', 1))";
            default -> given.apply(attribute);
        };
    }
}

package dev.usher.jobs.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the operator of a connection chose.
 *
 * @param requiresUsername whether users of a database connection have a username
 * @param usernameMinLength shortest username, in code points
 * @param usernameMaxLength longest username, in code points; at most 128
 * @param setUserRootAttributes when the identity provider's values replace name, given name, family name, nickname
 *     and picture; matters to social and enterprise connections only
 * @param requiredFields attributes that every row must give beyond those of the strategy; dotted names reach into
 *     metadata
 * @param passwords of a database connection
 */
public record ConnectionOptions(
        @JsonProperty("requires_username") boolean requiresUsername,
        @JsonProperty("username_min_length") int usernameMinLength,
        @JsonProperty("username_max_length") int usernameMaxLength,
        @JsonProperty("set_user_root_attributes") SetUserRootAttributes setUserRootAttributes,
        @JsonProperty("required_fields") List<String> requiredFields,
        @JsonProperty("passwords") PasswordOptions passwords) {

    /** When the identity provider's root attributes replace ours. */
    public enum SetUserRootAttributes {
        @JsonProperty("on_each_login")
        ON_EACH_LOGIN,
        @JsonProperty("on_first_login")
        ON_FIRST_LOGIN,
        @JsonProperty("never_on_login")
        NEVER_ON_LOGIN
    }

    /** The options of a connection for which nothing was chosen. */
    public static final ConnectionOptions DEFAULTS =
            new ConnectionOptions(false, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of());

    private static final Pattern REQUIRABLE = Pattern.compile(
            "given_name|family_name|name|nickname|picture|email|email_verified|username|phone_number|phone_verified"
                    + "|user_id|blocked|password_hash|custom_password_hash|mfa_factors"
                    + "|(app_metadata|user_metadata)(\\.[^.$]+)*");

    /** With passwords as they are by default. */
    public ConnectionOptions(
            boolean requiresUsername,
            int usernameMinLength,
            int usernameMaxLength,
            SetUserRootAttributes setUserRootAttributes,
            List<String> requiredFields) {
        this(
                requiresUsername,
                usernameMinLength,
                usernameMaxLength,
                setUserRootAttributes,
                requiredFields,
                PasswordOptions.DEFAULTS);
    }

    public ConnectionOptions {
        requiredFields = List.copyOf(requiredFields);
        if (usernameMinLength < 1 || usernameMaxLength > 128 || usernameMinLength > usernameMaxLength) {
            throw new IllegalArgumentException("The length of a username must lie between 1 and 128, and its minimum ("
                    + usernameMinLength + ") must not exceed its maximum (" + usernameMaxLength + ").");
        }
        for (String field : requiredFields) {
            if (!REQUIRABLE.matcher(field).matches()) {
                throw new IllegalArgumentException("'" + field + "' can't be required: it is neither an attribute"
                        + " of a user nor a path into app_metadata or user_metadata.");
            }
        }
    }
}

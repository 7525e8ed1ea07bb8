package dev.usher.jobs.profile;

import dev.usher.jobs.connection.Strategy;
import java.util.Collection;
import java.util.stream.Collectors;

/** What to select for a column, of the user {@code u} and its connection {@code c}. */
public final class ProfileSql {

    /** Which rows of {@code users} are users: the others are identities that were linked to one. */
    public static final String IS_USER = "u.linked_to IS NULL";

    /** As Auth0 derives it, at the place of the letters if the name does not begin with two. */
    private static final String PICTURE = """
            coalesce(u.picture,
                     'https://s.gravatar.com/avatar/' || md5(lower(u.email))
                     || '?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F'
                     || CASE WHEN left(u.name, 2) ~ '^[A-Za-z]{2}$' THEN lower(left(u.name, 2)) ELSE 'default' END
                     || '.png')""";

    /** Text, because building jsonb and printing it takes three times as long; names and strategies need no escapes. */
    private static final String IDENTITY = """
            '{"connection": "' || %2$s.name || '", "provider": "' || %2$s.strategy
            || '", "user_id": ' || to_json(substr(%1$s.user_id, strpos(%1$s.user_id, '|') + 1))
            || ', "isSocial": ' || CASE WHEN %2$s.strategy IN (%3$s) THEN 'true' ELSE 'false' END""";

    private static final String IDENTITIES = "'[' || " + identity("u", "c") + """
             || '}' || CASE WHEN u.has_linked THEN coalesce(
                    (SELECT string_agg(', ' || %s
                                       || ', "profileData": ' || jsonb_strip_nulls(jsonb_build_object(
                                              'email', l.email, 'email_verified', l.email_verified,
                                              'name', l.name, 'username', l.username,
                                              'given_name', l.given_name, 'family_name', l.family_name,
                                              'nickname', l.nickname, 'picture', l.picture,
                                              'phone_number', l.phone_number, 'phone_verified', l.phone_verified))
                                       || '}', '' ORDER BY l.linked_at, l.user_id)
                       FROM users AS l
                       JOIN connections AS lc ON lc.id = l.connection_id
                      WHERE l.linked_to = u.user_id), '') ELSE '' END || ']'""".formatted(identity("l", "lc"));

    /** The kinds of factors, each once. */
    private static final String MULTIFACTOR = """
            CASE WHEN u.mfa_factors IS NOT NULL
                 THEN (SELECT CAST(jsonb_agg(DISTINCT kind) AS text)
                         FROM jsonb_array_elements(u.mfa_factors) AS factor, jsonb_object_keys(factor) AS kind) END""";

    private final boolean derivePictures;

    /** @param derivePictures whether a user without a picture has the default one */
    public ProfileSql(boolean derivePictures) {
        this.derivePictures = derivePictures;
    }

    private static String identity(String user, String connection) {
        var social =
                Strategy.socialNames().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return IDENTITY.formatted(user, connection, social);
    }

    /** An expression of the type that {@link UserColumn.Type} says; JSON as text where {@link UserColumn#derivedJson}. */
    public String of(UserColumn column) {
        return switch (column) {
            case IDENTITIES -> IDENTITIES;
            case MULTIFACTOR -> MULTIFACTOR;
            case PICTURE -> derivePictures ? PICTURE : "u.picture";
            case LOGINS_COUNT -> "CAST(u.logins_count AS text)";
            default -> "u." + column.columnName();
        };
    }

    /** Where the users come from: with their connections if a column needs them. */
    public static String from(Collection<UserColumn> columns) {
        return columns.contains(UserColumn.IDENTITIES)
                ? "users AS u LEFT JOIN connections AS c ON c.id = u.connection_id"
                : "users AS u";
    }
}

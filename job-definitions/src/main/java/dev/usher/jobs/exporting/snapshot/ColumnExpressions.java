package dev.usher.jobs.exporting.snapshot;

import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.exporting.field.UserColumn;
import java.util.List;
import java.util.stream.Collectors;

/** What to select for a column, of the user {@code u} and its connection {@code c}. */
final class ColumnExpressions {

    /** As Auth0 derives it, at the place of the letters if the name does not begin with two. */
    private static final String PICTURE = """
            coalesce(u.picture,
                     'https://s.gravatar.com/avatar/' || md5(lower(u.email))
                     || '?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F'
                     || CASE WHEN left(u.name, 2) ~ '^[A-Za-z]{2}$' THEN lower(left(u.name, 2)) ELSE 'default' END
                     || '.png')""";

    /** Text, because building jsonb and printing it takes three times as long; names and strategies need no escapes. */
    private static final String IDENTITIES = """
            '[{"connection": "' || c.name || '", "provider": "' || c.strategy
            || '", "user_id": ' || to_json(substr(u.user_id, strpos(u.user_id, '|') + 1))
            || ', "isSocial": ' || CASE WHEN c.strategy IN (%s) THEN 'true' ELSE 'false' END || '}]'""".formatted(
            Strategy.socialNames().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));

    private final boolean derivePictures;

    ColumnExpressions(boolean derivePictures) {
        this.derivePictures = derivePictures;
    }

    String of(UserColumn column) {
        return switch (column) {
            case IDENTITIES -> IDENTITIES;
            case PICTURE -> derivePictures ? PICTURE : "u.picture";
            default -> "u." + column.columnName();
        };
    }

    static boolean needConnection(List<UserColumn> columns) {
        return columns.contains(UserColumn.IDENTITIES);
    }

    /** Whether the server sends a version byte in front of the value. */
    static boolean isJsonb(UserColumn column) {
        return column.type() == UserColumn.Type.JSON && column != UserColumn.IDENTITIES;
    }
}

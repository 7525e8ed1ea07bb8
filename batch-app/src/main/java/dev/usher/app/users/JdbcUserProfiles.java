package dev.usher.app.users;

import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.profile.UserColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.util.RawValue;

/** {@link UserProfiles} in the table {@code users}. */
final class JdbcUserProfiles implements UserProfiles {

    private static final ProfileSql SQL = new ProfileSql(true);

    private final JdbcClient jdbc;

    JdbcUserProfiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UserProfile> find(String userId, Set<UserColumn> columns) {
        return jdbc.sql(select(columns) + " AND u.user_id = :user")
                .param("user", userId)
                .query((row, number) -> profile(row, columns))
                .optional();
    }

    @Override
    public List<UserProfile> findByEmail(String email, Set<UserColumn> columns) {
        // Each half of the condition has an index of its own.
        return jdbc.sql(select(columns) + " AND u.email = :email AND (u.email_is_unique OR NOT u.email_is_unique)"
                        + " ORDER BY u.user_id")
                .param("email", email)
                .query((row, number) -> profile(row, columns))
                .list();
    }

    /** Ends in a condition. */
    private static String select(Set<UserColumn> columns) {
        return "SELECT " + columns.stream().map(JdbcUserProfiles::expression).collect(Collectors.joining(", "))
                + " FROM " + ProfileSql.from(columns) + " WHERE " + ProfileSql.IS_USER;
    }

    private static String expression(UserColumn column) {
        var value = SQL.of(column);
        var shown = column.type() == UserColumn.Type.TIMESTAMP
                ? "to_char(" + value + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                : value;
        return shown + " AS " + column.columnName();
    }

    private static UserProfile profile(ResultSet row, Set<UserColumn> columns) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        for (var column : columns) {
            var value = value(row, column);
            if (!row.wasNull()) {
                values.put(column.columnName(), value);
            }
        }
        return new UserProfile(values);
    }

    private static Object value(ResultSet row, UserColumn column) throws SQLException {
        return switch (column.type()) {
            case TEXT, TIMESTAMP -> row.getString(column.columnName());
            case BOOLEAN -> row.getBoolean(column.columnName());
            case NUMBER, JSON -> new RawValue(row.getString(column.columnName()));
        };
    }
}

package dev.usher.app.users;

import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.profile.UserColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.util.RawValue;

/** A row of {@code users} as what is shown of it. */
final class ProfileRow {

    private static final ProfileSql SQL = new ProfileSql(true);

    private ProfileRow() {}

    /** The beginning of a statement, up to a condition that AND may follow. */
    static String select(Set<UserColumn> columns) {
        return "SELECT " + columns.stream().map(ProfileRow::expression).collect(Collectors.joining(", ")) + " FROM "
                + ProfileSql.from(columns) + " WHERE " + ProfileSql.IS_USER;
    }

    private static String expression(UserColumn column) {
        var value = SQL.of(column);
        var shown = column.type() == UserColumn.Type.TIMESTAMP
                ? "to_char(" + value + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                : value;
        return shown + " AS " + column.columnName();
    }

    static UserProfile read(ResultSet row, Set<UserColumn> columns) throws SQLException {
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

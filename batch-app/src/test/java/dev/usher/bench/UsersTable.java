package dev.usher.bench;

import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns that an import of the sample users fills, for those who fill them by hand.
 *
 * @param connectionId the connection of all users
 */
record UsersTable(String connectionId) {

    static final List<String> COLUMNS = List.of(
            "user_id",
            "connection_id",
            "email",
            "given_name",
            "family_name",
            "name",
            "nickname",
            "picture",
            "app_metadata",
            "user_metadata",
            "last_job_id",
            "created_at",
            "updated_at",
            "email_is_unique",
            "email_verified");

    /** What a row that exists takes from a new one. */
    static final List<String> CHANGEABLE = List.of(
            "email_verified",
            "given_name",
            "family_name",
            "name",
            "nickname",
            "picture",
            "app_metadata",
            "user_metadata",
            "last_job_id",
            "updated_at");

    static String columns() {
        return String.join(", ", COLUMNS);
    }

    static String onConflictUpdate() {
        var sets = new StringJoiner(", ");
        CHANGEABLE.forEach(column -> sets.add(column + " = excluded." + column));
        return " ON CONFLICT (email, connection_id) WHERE email_is_unique DO UPDATE SET " + sets;
    }

    /** Ids grow with the number, as those that Usher makes grow with time. */
    String userId(SampleUser user) {
        return "auth0|%024x".formatted(0x6800_0000_0000L + user.number());
    }

    String copyLine(SampleUser user, JsonMapper json) {
        var line = new StringJoiner("\t", "", "\n");
        line.add(userId(user));
        line.add(connectionId);
        line.add(user.email());
        line.add(user.givenName());
        line.add(user.familyName());
        line.add(user.name());
        line.add(user.nickname());
        line.add(user.picture());
        line.add(json.writeValueAsString(user.appMetadata()));
        line.add(json.writeValueAsString(user.userMetadata()));
        line.add("job_0000000000000000");
        line.add("2026-01-01 00:00:00Z");
        line.add("2026-01-01 00:00:00Z");
        line.add("t");
        line.add(user.emailVerified() ? "t" : "f");
        return line.toString();
    }
}

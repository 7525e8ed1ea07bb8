package dev.usher.app.security.client;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client may do. The names of Auth0's scopes are Auth0's; jobs, hashes and webhooks have scopes of our own. */
public enum Scope {
    READ_USERS("read:users", "Read users, export them without password hashes, and follow such jobs."),
    CREATE_USERS("create:users", "Create users, import them, and follow such jobs."),
    UPDATE_USERS("update:users", "Change users."),
    UPDATE_USERS_APP_METADATA("update:users_app_metadata", "Change the app_metadata of users."),
    DELETE_USERS("delete:users", "Delete users."),
    DELETE_SESSIONS("delete:sessions", "End the sessions of users."),
    DELETE_REFRESH_TOKENS("delete:refresh_tokens", "Revoke the refresh tokens of users."),
    READ_USER_CREDENTIALS(
            "read:user_credentials",
            "Export password hashes and MFA factors, and download rejected records, which may hold them."),
    LOGIN_USERS("login:users", "Log users in with their passwords, where servers allow logins at all."),
    READ_JOBS("read:jobs", "List all jobs, and read their events."),
    UPDATE_JOBS("update:jobs", "Restart, stop and delete jobs."),
    READ_CONNECTIONS("read:connections", "Read connections."),
    CREATE_CONNECTIONS("create:connections", "Create connections."),
    UPDATE_CONNECTIONS("update:connections", "Change connections."),
    DELETE_CONNECTIONS("delete:connections", "Delete connections."),
    READ_SCHEDULES("read:schedules", "Read schedules and what became of their runs."),
    CREATE_SCHEDULES("create:schedules", "Create schedules, of jobs that the client may submit."),
    UPDATE_SCHEDULES("update:schedules", "Change, pause, resume and run schedules."),
    DELETE_SCHEDULES("delete:schedules", "Delete schedules."),
    READ_WEBHOOKS("read:webhooks", "Read webhooks, and what they were told."),
    CREATE_WEBHOOKS("create:webhooks", "Create webhooks."),
    UPDATE_WEBHOOKS("update:webhooks", "Change webhooks, replace their secrets, and send notices again."),
    DELETE_WEBHOOKS("delete:webhooks", "Delete webhooks.");

    private final String literal;
    private final String description;

    Scope(String literal, String description) {
        this.literal = literal;
        this.description = description;
    }

    public String literal() {
        return literal;
    }

    /** A sentence for people. */
    public String description() {
        return description;
    }

    public static Optional<Scope> find(String literal) {
        return Arrays.stream(values()).filter(s -> s.literal.equals(literal)).findFirst();
    }

    /** Those of a list that exist; a newer version may have stored others. */
    public static Set<Scope> known(Collection<String> literals) {
        return literals.stream()
                .flatMap(literal -> find(literal).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    public static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }

    /** As tokens and requests for them write it. */
    public static String spaced(Collection<Scope> scopes) {
        return scopes.stream().map(Scope::literal).collect(Collectors.joining(" "));
    }
}

package dev.usher.app.users;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * What is shown of a user: never a hash nor a secret.
 *
 * @param values by the names of their columns, in the order of these; what the user has no value for is missing. Texts,
 *     times as {@code 2026-01-31T12:00:00.000Z}, booleans, and JSON that is written as it is.
 */
public record UserProfile(@JsonValue Map<String, Object> values) {

    /** Without the values, so that no log ever has them. */
    @Override
    public String toString() {
        return "UserProfile" + values.keySet();
    }
}

package dev.usher.jobs.credential;

import dev.usher.jobs.credential.CredentialProblem.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object of a credential; what is missing or of the wrong type becomes a problem. */
record Given(Map<String, ?> members, String path, Problems problems) {

    private static final int MAX_SHOWN_KEY = 24;

    boolean has(String key) {
        return members.containsKey(key);
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Optional<String> text(String key) {
        return typed(key, String.class, "string");
    }

    Optional<String> requiredText(String key) {
        require(key);
        return text(key);
    }

    Optional<Given> object(String key) {
        return typed(key, Map.class, "object").map(inner -> new Given(asMembers(inner), at(key), problems));
    }

    /** A whole number; a number with a fraction is of the wrong type. */
    Optional<Long> integer(String key) {
        return typed(key, Long.class, "integer");
    }

    /** The choice that a text names; the text itself is not repeated if it names none. */
    <T> Optional<T> choice(String key, Function<String, Optional<T>> named, String choices) {
        Optional<String> text = text(key);
        Optional<T> choice = text.flatMap(named);
        if (text.isPresent() && choice.isEmpty()) {
            problems.add(Kind.NOT_IN_ENUM, at(key), "No enum match, expected one of " + choices);
        }
        return choice;
    }

    void require(String key) {
        if (!has(key)) {
            problems.add(Kind.MISSING, at(key), "Missing required property: " + key);
        }
    }

    void allowOnly(Set<String> keys) {
        for (String key : members.keySet()) {
            if (!keys.contains(key)) {
                boolean shown = isShown(key);
                String name = shown ? ": " + key : "";
                problems.add(Kind.UNKNOWN, shown ? at(key) : path, "Additional properties not allowed" + name);
            }
        }
    }

    private <T> Optional<T> typed(String key, Class<T> type, String typeName) {
        @Nullable Object value = members.get(key);
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        if (has(key)) {
            problems.add(Kind.WRONG_TYPE, at(key), wrongType(typeName, value));
        }
        return Optional.empty();
    }

    static String wrongType(String expected, @Nullable Object found) {
        return "Expected type " + expected + " but found type " + typeName(found);
    }

    @SuppressWarnings("unchecked")
    static Map<String, ?> asMembers(Map<?, ?> object) {
        return (Map<String, ?>) object;
    }

    /** A key that might itself be a credential in the wrong place is not named. */
    private static boolean isShown(String key) {
        return !key.isEmpty()
                && key.length() <= MAX_SHOWN_KEY
                && key.chars().allMatch(c -> c == '_' || isAsciiLetter(c));
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String typeName(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Long) {
            return "integer";
        }
        return value instanceof Number ? "number" : value instanceof Map ? "object" : "array";
    }
}

package dev.usher.app.credentials;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object of a hash, of which changed copies are made. */
record Members(Map<String, @Nullable Object> map) {

    Optional<String> text(String key) {
        return map.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** An object inside; empty if there is none. */
    @SuppressWarnings("unchecked")
    Members object(String key) {
        return new Members(map.get(key) instanceof Map<?, ?> inner ? (Map<String, @Nullable Object>) inner : Map.of());
    }

    boolean has(String key) {
        return map.containsKey(key);
    }

    Members with(String key, Object value) {
        var copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return new Members(copy);
    }

    /** With another value inside an object, which is made if there is none. */
    Members with(String object, String key, Object value) {
        return with(object, object(object).with(key, value).map);
    }

    Members without(String key) {
        var copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return new Members(copy);
    }

    @Override
    public String toString() {
        return "Members";
    }
}

package dev.usher.app.credentials;

import java.util.function.UnaryOperator;

/**
 * One other way to read the same hash.
 *
 * @param name what would have to be changed in the file, as in {@code salt.position "suffix"}
 */
record Change(String name, UnaryOperator<Members> edit) {

    /** Another value of a property, named by its path. */
    static Change of(String object, String key, String value) {
        return new Change(object + "." + key + " \"" + value + "\"", hash -> hash.with(object, key, value));
    }

    static Change of(String key, Object value) {
        return new Change(key + " " + (value instanceof String ? "\"" + value + "\"" : value), h -> h.with(key, value));
    }

    /** Another text as the value of the hash. */
    static Change ofValue(String name, UnaryOperator<String> edit) {
        return new Change(
                name,
                hash -> hash.object("hash")
                        .text("value")
                        .map(value -> hash.with("hash", "value", edit.apply(value)))
                        .orElse(hash));
    }

    static Change none() {
        return new Change("", hash -> hash);
    }

    Change and(Change other) {
        return name.isEmpty()
                ? other
                : new Change(name + " and " + other.name, hash -> other.edit.apply(edit.apply(hash)));
    }
}

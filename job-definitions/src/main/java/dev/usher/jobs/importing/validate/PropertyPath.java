package dev.usher.jobs.importing.validate;

import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in its row; spelled out, as in {@code mfa_factors[0].totp.secret}, only when an error needs it.
 *
 * @param key the key in the parent object, or null for an item of an array
 * @param index 0-based index in the parent array; 0 where there is a key
 * @param level how many objects and arrays enclose the value: 1 for an attribute of the record
 */
record PropertyPath(@Nullable PropertyPath parent, @Nullable String key, int index, int level) {

    private static final Map<UserAttribute, PropertyPath> ATTRIBUTES = attributes();

    static PropertyPath of(UserAttribute attribute) {
        return Objects.requireNonNull(ATTRIBUTES.get(attribute));
    }

    static PropertyPath of(String key) {
        return new PropertyPath(null, key, 0, 1);
    }

    PropertyPath child(String childKey) {
        return new PropertyPath(this, childKey, 0, level + 1);
    }

    PropertyPath item(int itemIndex) {
        return new PropertyPath(this, null, itemIndex, level + 1);
    }

    @Override
    public String toString() {
        String before = parent == null ? "" : parent.toString();
        if (key == null) {
            return before + "[" + index + "]";
        }
        return before.isEmpty() ? Shown.of(key) : before + "." + Shown.of(key);
    }

    private static Map<UserAttribute, PropertyPath> attributes() {
        var paths = new EnumMap<UserAttribute, PropertyPath>(UserAttribute.class);
        for (UserAttribute attribute : UserAttribute.values()) {
            paths.put(attribute, of(attribute.attributeName()));
        }
        return paths;
    }
}

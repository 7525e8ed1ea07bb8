package dev.usher.app.users;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a change of metadata meets what is there: first-level keys of the change replace those of the user, null deletes a key,
 * and an empty object empties all. Shared by all threads.
 */
final class MetadataMerge {

    private final JsonMapper json;

    /** @param json keeps all digits of numbers */
    MetadataMerge(JsonMapper json) {
        this.json = json;
    }

    /** @param stored JSON of an object; null if there is none */
    JsonNode merge(@Nullable String stored, JsonNode change) {
        if (!(change instanceof ObjectNode changes) || changes.isEmpty()) {
            return change;
        }
        var merged = stored == null ? json.createObjectNode() : (ObjectNode) json.readTree(stored);
        changes.propertyStream().forEach(member -> {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                merged.set(member.getKey(), member.getValue());
            }
        });
        return merged;
    }
}

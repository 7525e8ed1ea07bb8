package dev.usher.app.cli.report;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Documents for other programs: one line each, keys in the order in which they were put. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** @param document maps, lists, texts, numbers, booleans, and row errors */
    public static String write(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    static void putIfPresent(Map<String, Object> document, String key, java.util.Optional<?> value) {
        value.ifPresent(v -> document.put(key, v));
    }
}

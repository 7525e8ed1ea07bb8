package dev.usher.app.cli.report;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Documents for other programs: one line each, keys in the order in which they were put. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Metadata of users hold numbers of any size and precision.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** @param document maps, lists, texts, numbers, booleans, JSON, and row errors */
    public static String write(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    /**
     * Reads one document, whose keys stand once each.
     *
     * @throws JacksonException if it is none, with a message that may repeat values
     */
    public static JsonNode read(String document) {
        return MAPPER.readTree(document);
    }

    static void putIfPresent(Map<String, Object> document, String key, java.util.Optional<?> value) {
        value.ifPresent(v -> document.put(key, v));
    }
}

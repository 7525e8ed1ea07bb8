package dev.usher.app.cli.remote;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as servers read and write it. */
final class Documents {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Documents() {}

    static String write(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    static byte[] pretty(Object document) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    static <T> T read(InputStream json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    static <T> T read(JsonNode json, Class<T> type) {
        return MAPPER.treeToValue(json, type);
    }

    static JsonParser parser(InputStream json) {
        return MAPPER.createParser(json);
    }
}

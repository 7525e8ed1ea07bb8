package dev.usher.jobs.connection;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Options as they are stored. What is missing has its default, so that options can be added later. */
final class OptionsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private OptionsJson() {}

    static String write(ConnectionOptions options) {
        return MAPPER.writeValueAsString(options);
    }

    static ConnectionOptions read(String json) {
        var stored = MAPPER.readTree(json).asObject();
        var all = MAPPER.<tools.jackson.databind.node.ObjectNode>valueToTree(ConnectionOptions.DEFAULTS);
        return MAPPER.treeToValue(all.setAll(stored), ConnectionOptions.class);
    }
}

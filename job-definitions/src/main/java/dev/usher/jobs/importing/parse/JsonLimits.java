package dev.usher.jobs.importing.parse;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** What one record may hold, and the one parser configuration that enforces it. */
final class JsonLimits {

    static final int MAX_DEPTH = 64;
    static final int MAX_TEXT_CHARS = 2 << 20;
    static final int MAX_NAME_CHARS = 50_000;

    /** As the database writes the longest number that it can store: an export must be readable. */
    static final int MAX_NUMBER_CHARS = 150_000;

    static final int MAX_KEYS = 10_000;

    /**
     * Only depth is left to Jackson: its other limits would end the record at the first value that breaks one, where a
     * row error can name the value and go on. A record is bounded in length anyway.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            // Detection would take bytes for UTF-16 by their zeros.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private JsonLimits() {}
}

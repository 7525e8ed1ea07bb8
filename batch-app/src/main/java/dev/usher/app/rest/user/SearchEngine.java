package dev.usher.app.rest.user;

import dev.usher.app.rest.answer.ApiException;
import org.jspecify.annotations.Nullable;

/** The parameter {@code search_engine}, of whose values one is left. */
final class SearchEngine {

    private SearchEngine() {}

    static void require(String version, @Nullable String q) {
        switch (version) {
            case "v3" -> {}
            case "v2" -> throw refused("You are not allowed to use search_engine=v2. Use search_engine=v3 instead.");
            case "v1" ->
                throw refused(
                        q == null
                                ? "You are not allowed to use search_engine=v1."
                                : "The 'q' parameter is available only if you specify 'search_engine=v2|v3'.");
            default -> throw ApiException.invalidQuery("No enum match for: " + version, "search_engine");
        }
    }

    private static ApiException refused(String message) {
        return ApiException.of(400, message, "invalid_query_string");
    }
}

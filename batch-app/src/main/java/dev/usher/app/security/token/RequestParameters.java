package dev.usher.app.security.token;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parameters of a request for a token, which clients send as a form or as a JSON object. */
final class RequestParameters {

    private final JsonMapper json;

    RequestParameters(JsonMapper json) {
        this.json = json;
    }

    /** @throws OAuth2AuthenticationException if the body is neither */
    Map<String, String[]> parse(@Nullable String contentType, byte[] body) {
        var type = mediaType(contentType);
        if (MediaType.APPLICATION_FORM_URLENCODED.includes(type)) {
            return ofForm(new String(body, StandardCharsets.UTF_8));
        }
        if (MediaType.APPLICATION_JSON.includes(type)) {
            return ofJson(body);
        }
        throw TokenErrors.invalidRequest(
                "The Content-Type must be application/x-www-form-urlencoded or application/json.");
    }

    private static @Nullable MediaType mediaType(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    private static Map<String, String[]> ofForm(String body) {
        try {
            return arrays(Arrays.stream(body.split("&"))
                    .filter(pair -> !pair.isEmpty())
                    .map(pair -> pair.split("=", 2))
                    .collect(groupingBy(
                            pair -> decode(pair[0]),
                            mapping(pair -> decode(pair.length < 2 ? "" : pair[1]), toList()))));
        } catch (IllegalArgumentException e) {
            throw TokenErrors.invalidRequest("The body is not a form in UTF-8.");
        }
    }

    private Map<String, String[]> ofJson(byte[] body) {
        JsonNode document;
        try {
            document = json.readTree(body);
        } catch (JacksonException e) {
            // What the parser says may repeat the secret.
            throw TokenErrors.invalidRequest("The body is not JSON.");
        }
        if (!document.isObject()) {
            throw TokenErrors.invalidRequest("The body is not a JSON object.");
        }
        var parameters = new TreeMap<String, List<String>>();
        document.properties().forEach(member -> {
            // Members that we do not know may be anything.
            if (member.getValue().isString()) {
                parameters.put(member.getKey(), List.of(member.getValue().stringValue()));
            }
        });
        return arrays(parameters);
    }

    private static Map<String, String[]> arrays(Map<String, List<String>> parameters) {
        var arrays = new TreeMap<String, String[]>();
        parameters.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
        return arrays;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

package dev.usher.app.rest.body;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.jobs.user.StorableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object of a request's body. Members are checked when they are asked for; {@code null} is refused as any other wrong
 * type. For one thread.
 */
public final class RequestObject {

    private final JsonNode node;
    private final String path;

    private RequestObject(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** @throws ApiException if it is no object */
    public static RequestObject of(@Nullable JsonNode body) {
        return of(body, "");
    }

    /**
     * Of an object that has a name.
     *
     * @throws ApiException if it is no object
     */
    public static RequestObject of(@Nullable JsonNode node, String path) {
        if (node == null || !node.isObject()) {
            throw wrongType("object", node, path);
        }
        return new RequestObject(node, path);
    }

    /** @throws ApiException if there is a member that is none of these */
    public RequestObject requireOnly(Set<String> names) {
        var others = node.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw ApiException.invalidBody("Additional properties not allowed: " + String.join(",", others), path);
        }
        return this;
    }

    public boolean has(String name) {
        return node.has(name);
    }

    public Optional<String> text(String name, int maxLength) {
        return member(name).map(value -> {
            if (!value.isString()) {
                throw wrongType("string", value, path(name));
            }
            var text = value.stringValue();
            requireStorable(text, path(name));
            int length = text.codePointCount(0, text.length());
            if (length > maxLength) {
                throw ApiException.invalidBody(
                        "String is too long (" + length + " chars), maximum " + maxLength, path(name));
            }
            return text;
        });
    }

    public String requireText(String name, int maxLength) {
        return text(name, maxLength).orElseThrow(() -> missing(name));
    }

    private ApiException missing(String name) {
        return ApiException.invalidBody("Missing required property: " + name, path);
    }

    /** @param values all that are allowed; as constants in upper case, in the body in lower */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> values) {
        return text(name, 100).map(text -> {
            for (E value : values.getEnumConstants()) {
                if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return value;
                }
            }
            throw ApiException.invalidBody("No enum match for: " + text, path(name));
        });
    }

    /** As {@link #choice}, of a member that must be there. */
    public <E extends Enum<E>> E requireChoice(String name, Class<E> values) {
        return choice(name, values).orElseThrow(() -> missing(name));
    }

    public Optional<BigDecimal> number(String name, BigDecimal min, BigDecimal max) {
        return member(name).map(value -> {
            var number = Optional.of(value)
                    .filter(JsonNode::isNumber)
                    .flatMap(JsonNode::decimalValueOpt)
                    .orElseThrow(() -> wrongType("number", value, path(name)));
            if (number.compareTo(min) < 0) {
                throw ApiException.invalidBody("Value " + value + " is less than minimum " + min, path(name));
            }
            if (number.compareTo(max) > 0) {
                throw ApiException.invalidBody("Value " + value + " is greater than maximum " + max, path(name));
            }
            return number;
        });
    }

    public Optional<Long> integer(String name, long min, long max) {
        return integer(name, min).map(value -> {
            if (value > max) {
                throw ApiException.invalidBody("Value " + value + " is greater than maximum " + max, path(name));
            }
            return value;
        });
    }

    public Optional<Long> integer(String name, long min) {
        return member(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw wrongType("integer", value, path(name));
            }
            if (value.longValue() < min) {
                throw ApiException.invalidBody(
                        "Value " + value.longValue() + " is less than minimum " + min, path(name));
            }
            return value.longValue();
        });
    }

    public boolean flag(String name, boolean otherwise) {
        return member(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrongType("boolean", value, path(name));
                    }
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    public Optional<RequestObject> object(String name) {
        return member(name).map(value -> of(value, path(name)));
    }

    /** Empty if it is missing. */
    public List<RequestObject> objects(String name) {
        var objects = new ArrayList<RequestObject>();
        for (var item : items(name)) {
            objects.add(of(item, path(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** Empty if it is missing. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var item : items(name)) {
            if (!item.isString()) {
                throw wrongType("string", item, path(name) + "[" + texts.size() + "]");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    private List<JsonNode> items(String name) {
        return member(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw wrongType("array", value, path(name));
                    }
                    return value.valueStream().toList();
                })
                .orElse(List.of());
    }

    /**
     * What a text of a request may not hold, because the database can't keep it.
     *
     * @throws ApiException if it does
     */
    public static void requireStorable(String text, String path) {
        int wrong = StorableText.firstWrongChar(text);
        if (wrong >= 0) {
            throw ApiException.invalidBody(
                    text.charAt(wrong) == 0
                            ? "String contains a NUL character"
                            : "String contains half of a surrogate pair",
                    path);
        }
    }

    /** As JSON, the members in the order in which they were sent. */
    @Override
    public String toString() {
        return node.toString();
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(node.get(name));
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static ApiException wrongType(String wanted, @Nullable JsonNode found, String path) {
        return ApiException.invalidBody("Expected type " + wanted + " but found type " + type(found), path);
    }

    private static String type(@Nullable JsonNode node) {
        if (node == null) {
            return "undefined";
        }
        return switch (node.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> node.isIntegralNumber() ? "integer" : "number";
            case OBJECT -> "object";
            case STRING -> "string";
            case BINARY, MISSING, POJO -> "undefined";
        };
    }
}

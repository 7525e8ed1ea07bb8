package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Builds the values below a token, with their offsets and with what is wrong about them. One per worker. */
final class JsonTree {

    private final JsonPath path = new JsonPath();
    private List<RowError> errors = new ArrayList<>();
    private Offsets offsets = Offsets.SAME;
    private int keys;

    /** Turns an offset in the parsed text into one in the record; a CSV cell has its quotes taken away. */
    interface Offsets {
        Offsets SAME = at -> at;

        int inRecord(int at);
    }

    /** Begins a record (or a cell of it); errors are added to {@code found}. */
    void begin(String root, Offsets textOffsets, List<RowError> found) {
        path.begin(root);
        offsets = textOffsets;
        errors = found;
        keys = 0;
    }

    JsonPath path() {
        return path;
    }

    int at(JsonParser parser) {
        return offsets.inRecord((int) parser.currentTokenLocation().getByteOffset());
    }

    /** The value whose first token the parser has just read. */
    RowValue value(JsonParser parser, JsonToken token) {
        int at = at(parser);
        return switch (token) {
            case START_OBJECT -> object(parser, at);
            case START_ARRAY -> array(parser, at);
            case VALUE_STRING -> new RowValue.Text(text(parser, at), at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new RowValue.Num(number(parser, at), at);
            case VALUE_TRUE -> new RowValue.Bool(true, at);
            case VALUE_FALSE -> new RowValue.Bool(false, at);
            default -> new RowValue.Null(at);
        };
    }

    private RowValue object(JsonParser parser, int at) {
        Map<String, RowValue> members = new LinkedHashMap<>();
        path.down();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            path.name(name);
            int keyAt = key(parser, name);
            RowValue value = value(parser, parser.nextToken());
            if (members.putIfAbsent(name, value) != null) {
                duplicate(keyAt);
            }
        }
        path.up();
        return new RowValue.Obj(members, at);
    }

    private RowValue array(JsonParser parser, int at) {
        List<RowValue> items = new ArrayList<>();
        path.down();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            path.index(items.size());
            items.add(value(parser, token));
        }
        path.up();
        return new RowValue.Arr(items, at);
    }

    /** Checks a key; returns where it stands. */
    int key(JsonParser parser, String name) {
        int at = at(parser);
        if (++keys == JsonLimits.MAX_KEYS + 1) {
            String message = "The record has more than " + JsonLimits.MAX_KEYS + " keys.";
            errors.add(RowError.ofRecord(RowErrorCode.PROFILE_SIZE_EXCEEDED, message, at));
        }
        if (name.length() > JsonLimits.MAX_NAME_CHARS) {
            String message = "A key is longer than " + JsonLimits.MAX_NAME_CHARS + " characters.";
            errors.add(RowError.ofRecord(RowErrorCode.MAX_LENGTH, message, at));
        }
        return at;
    }

    void duplicate(int keyAt) {
        errors.add(new RowError(
                RowErrorCode.DUPLICATE_KEY, path.toString(), "The key stands twice in the same object.", keyAt));
    }

    private String text(JsonParser parser, int at) {
        String text = parser.getString();
        if (text.length() > JsonLimits.MAX_TEXT_CHARS) {
            String message = "The text is longer than " + JsonLimits.MAX_TEXT_CHARS + " characters.";
            errors.add(new RowError(RowErrorCode.MAX_LENGTH, path.toString(), message, at));
        }
        return text;
    }

    private String number(JsonParser parser, int at) {
        String literal = parser.getString();
        if (literal.length() > JsonLimits.MAX_NUMBER_CHARS) {
            String message = "The number has more than " + JsonLimits.MAX_NUMBER_CHARS + " characters.";
            errors.add(new RowError(RowErrorCode.NUMBER_OUT_OF_RANGE, path.toString(), message, at));
        }
        return literal;
    }
}

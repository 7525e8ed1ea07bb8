package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RowValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** {@link RecordMembers} of a line of NDJSON or an element of a JSON array. */
final class JsonMembers implements RecordMembers {

    private static final int MAX_TEXT_CHARS = 1_000;
    private static final int MAX_VALUE_BYTES = 1 << 16;

    private final JsonTree tree = new JsonTree();
    private int left;

    @Override
    public Map<String, RowValue> all(byte[] record) {
        Utf8.mask(record, 0, record.length);
        try (var parser = open(record, 0, record.length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && tree.value(parser, JsonToken.START_OBJECT) instanceof RowValue.Obj object
                    && parser.nextToken() == null) {
                return object.members();
            }
        } catch (JacksonException e) {
            // Not JSON: the errors of the row say where.
        }
        return Map.of();
    }

    @Override
    public Map<String, RowValue> some(byte[] record, Set<String> names) {
        Utf8.mask(record, 0, record.length);
        var members = new LinkedHashMap<String, RowValue>();
        left = MAX_SOME_BYTES;
        try (var parser = open(record, 0, record.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken token = parser.nextToken();
                RowValue value = names.contains(name) ? bounded(record, parser, token) : null;
                parser.skipChildren();
                if (value != null) {
                    members.putIfAbsent(name, value);
                }
            }
            return parser.nextToken() == null ? members : Map.of();
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    private JsonParser open(byte[] record, int from, int length) {
        tree.begin("", JsonTree.Offsets.SAME, new ArrayList<>());
        return JsonLimits.FACTORY.createParser(ObjectReadContext.empty(), record, from, length);
    }

    private @Nullable RowValue bounded(byte[] record, JsonParser parser, JsonToken token) {
        if (token.isStructStart()) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int length = (int) parser.currentLocation().getByteOffset() - from;
            return length <= MAX_VALUE_BYTES && fits(length) ? parse(record, from, length) : null;
        }
        RowValue value = tree.value(parser, token);
        if (value instanceof RowValue.Text text && text.value().length() > MAX_TEXT_CHARS) {
            value = new RowValue.Text(text.value().substring(0, MAX_TEXT_CHARS) + '\u2026', text.at());
        }
        boolean tooLong =
                value instanceof RowValue.Num number && number.literal().length() > MAX_TEXT_CHARS;
        return !tooLong && fits(MAX_TEXT_CHARS) ? value : null;
    }

    private boolean fits(int bytes) {
        left -= bytes;
        return left >= 0;
    }

    private RowValue parse(byte[] record, int from, int length) {
        try (var parser = open(record, from, length)) {
            return tree.value(parser, parser.nextToken());
        }
    }
}

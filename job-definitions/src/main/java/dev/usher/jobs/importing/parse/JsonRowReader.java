package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RawRow.OtherProperty;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads a line of NDJSON or an element of a JSON array. One per worker. */
final class JsonRowReader implements RowReader {

    private final JsonTree tree = new JsonTree();
    private final Set<String> otherNames = new HashSet<>();

    @Override
    public RawRow read(RecordBlock block, int index) {
        RowError flaw = block.flaw(index);
        RowPosition position = block.position(index);
        if (flaw != null) {
            return new RawRow(position, Map.of(), List.of(), List.of(flaw), false);
        }
        int from = block.start(index);
        int to = from + block.length(index);
        int malformed = Utf8.firstMalformed(block.buffer(), from, to);
        if (malformed < 0) {
            return parse(block.buffer(), from, to, position, null);
        }
        byte[] masked = Arrays.copyOfRange(block.buffer(), from, to);
        Utf8.mask(masked, 0, masked.length);
        return parse(masked, 0, masked.length, position, Utf8.error(malformed - from));
    }

    private RawRow parse(byte[] bytes, int from, int to, RowPosition position, @Nullable RowError first) {
        var values = new EnumMap<UserAttribute, RowValue>(UserAttribute.class);
        var others = new ArrayList<OtherProperty>(0);
        var errors = new ArrayList<RowError>(0);
        if (first != null) {
            errors.add(first);
        }
        boolean complete = false;
        tree.begin("", JsonTree.Offsets.SAME, errors);
        try (var parser = JsonLimits.FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                members(parser, values, others);
                complete = parser.nextToken() == null;
            }
            if (!complete) {
                errors.add(fault(bytes, from, to));
            }
        } catch (JacksonException e) {
            errors.add(fault(bytes, from, to));
        }
        return new RawRow(position, values, others, errors, complete);
    }

    private void members(JsonParser parser, Map<UserAttribute, RowValue> values, List<OtherProperty> others) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            tree.path().name(name);
            int at = tree.key(parser, name);
            UserAttribute attribute = UserAttribute.findByName(name).orElse(null);
            JsonToken token = parser.nextToken();
            if (attribute == null) {
                other(name, at, others);
                parser.skipChildren();
                continue;
            }
            RowValue value = tree.value(parser, token);
            if (values.putIfAbsent(attribute, value) != null) {
                tree.duplicate(at);
            }
        }
    }

    private void other(String name, int at, List<OtherProperty> others) {
        if (others.isEmpty()) {
            otherNames.clear();
        }
        if (otherNames.add(name)) {
            others.add(new OtherProperty(name, at));
        } else {
            tree.duplicate(at);
        }
    }

    private static RowError fault(byte[] bytes, int from, int to) {
        int blanks = blanks(bytes, from, to);
        JsonSyntax.Fault fault = JsonSyntax.firstFault(bytes, from, to);
        boolean object = from + blanks < to && bytes[from + blanks] == '{';
        if (fault == null || (!object && fault.at() > blanks)) {
            int surrogate = object ? JsonSyntax.loneSurrogate(bytes, from, to) : -1;
            if (surrogate >= 0) {
                String half = "An escape such as \\ud800 is half of a character; its other half is missing.";
                return RowError.ofRecord(RowErrorCode.INVALID_CHARACTER, half, surrogate);
            }
            String message = object ? "The record is not JSON." : "The record is not an object in braces.";
            return RowError.ofRecord(RowErrorCode.INVALID_JSON, message, blanks);
        }
        return RowError.ofRecord(fault.code(), fault.message(), fault.at());
    }

    private static int blanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] <= ' ' && bytes[i] >= 0) {
            i++;
        }
        return i - from;
    }
}

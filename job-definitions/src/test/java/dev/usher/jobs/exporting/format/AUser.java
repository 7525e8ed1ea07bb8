package dev.usher.jobs.exporting.format;

import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.exporting.field.UserValues;
import dev.usher.jobs.profile.UserColumn;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user as the database would send it, from plain values: texts, booleans, instants, and maps and lists for JSON. */
final class AUser {

    private static final Comparator<String> KEY_ORDER = Comparator.comparingInt((String key) -> utf8(key).length)
            .thenComparing(AUser::utf8, Arrays::compareUnsigned);

    private final Map<UserColumn, byte[]> values = new EnumMap<>(UserColumn.class);

    static AUser aUser() {
        return new AUser();
    }

    AUser with(UserColumn column, Object value) {
        values.put(
                column,
                switch (column.type()) {
                    case TEXT -> utf8((String) value);
                    case NUMBER -> utf8(String.valueOf(value));
                    case BOOLEAN -> new byte[] {(byte) ((boolean) value ? 1 : 0)};
                    case TIMESTAMP ->
                        ByteBuffer.allocate(8)
                                .putLong(ChronoUnit.MICROS.between(
                                        Instant.parse("2000-01-01T00:00:00Z"), (Instant) value))
                                .array();
                    case JSON -> utf8(jsonb(value));
                });
        return this;
    }

    /** The columns of a selection, in a buffer that holds other things too. */
    UserValues read(FieldSelection selection) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(utf8("behind \" here"));
        var columns = selection.columns();
        var offsets = new int[columns.size()];
        var lengths = new int[columns.size()];
        for (int i = 0; i < offsets.length; i++) {
            var value = values.get(columns.get(i));
            offsets[i] = bytes.size();
            lengths[i] = value == null ? -1 : value.length;
            bytes.writeBytes(value == null ? new byte[0] : value);
        }
        var all = bytes.toByteArray();
        return new UserValues() {
            @Override
            public byte[] bytes() {
                return all;
            }

            @Override
            public int offset(int column) {
                return offsets[column];
            }

            @Override
            public int length(int column) {
                return lengths[column];
            }
        };
    }

    /** JSON as PostgreSQL writes jsonb: shorter keys first, a space behind colons and commas, numbers without exponents. */
    static String jsonb(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .sorted(Comparator.comparing(member -> (String) member.getKey(), KEY_ORDER))
                    .map(member -> string((String) member.getKey()) + ": " + jsonb(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> array) {
            return array.stream().map(AUser::jsonb).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof String text ? string(text) : String.valueOf(value);
    }

    private static String string(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\"\\\b\f\n\r\t".indexOf(c);
            if (escape >= 0) {
                json.append('\\').append("\"\\bfnrt".charAt(escape));
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

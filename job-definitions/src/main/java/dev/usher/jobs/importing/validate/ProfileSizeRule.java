package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.PROFILE_SIZE_EXCEEDED;
import static dev.usher.jobs.user.UserAttribute.APP_METADATA;
import static dev.usher.jobs.user.UserAttribute.USER_METADATA;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Both metadata together, written as compact JSON in which no number has an exponent, are no larger than a profile may be. */
final class ProfileSizeRule implements RowRule {

    private final ValidationLimits limits;

    ProfileSizeRule(ValidationLimits limits) {
        this.limits = limits;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (sizeOf(row, ProfileSizeRule::atMost) <= limits.maxProfileBytes()) {
            return;
        }
        long bytes = sizeOf(row, ProfileSizeRule::exactly);
        if (bytes > limits.maxProfileBytes()) {
            String message = "The metadata take " + bytes + " bytes, maximum " + limits.maxProfileBytes();
            errors.addPlain(PROFILE_SIZE_EXCEEDED, null, 0, message);
        }
    }

    private long sizeOf(RawRow row, ToLongFunction<String> textSize) {
        return sizeOf(row, APP_METADATA, textSize) + sizeOf(row, USER_METADATA, textSize);
    }

    private long sizeOf(RawRow row, UserAttribute attribute, ToLongFunction<String> textSize) {
        RowValue value = row.values().get(attribute);
        return value == null ? 0 : sizeOf(value, 1, textSize);
    }

    private long sizeOf(RowValue value, int level, ToLongFunction<String> textSize) {
        if (value instanceof RowValue.Text text) {
            return textSize.applyAsLong(text.value());
        }
        if (value instanceof RowValue.Num number) {
            return StorableNumber.writtenLength(number.literal());
        }
        if (value instanceof RowValue.Bool bool) {
            return bool.value() ? 4 : 5;
        }
        if (value instanceof RowValue.Null || level >= limits.maxDepth()) {
            return 4;
        }
        return value instanceof RowValue.Obj object
                ? sizeOf(object, level, textSize)
                : sizeOf((RowValue.Arr) value, level, textSize);
    }

    private long sizeOf(RowValue.Obj object, int level, ToLongFunction<String> textSize) {
        long bytes = 1L + Math.max(1, object.members().size());
        for (Map.Entry<String, RowValue> member : object.members().entrySet()) {
            bytes += textSize.applyAsLong(member.getKey()) + 1 + sizeOf(member.getValue(), level + 1, textSize);
        }
        return bytes;
    }

    private long sizeOf(RowValue.Arr array, int level, ToLongFunction<String> textSize) {
        long bytes = 1L + Math.max(1, array.items().size());
        for (RowValue item : array.items()) {
            bytes += sizeOf(item, level + 1, textSize);
        }
        return bytes;
    }

    /** Without a look at the characters: most metadata are so far below the limit that this will do. */
    private static long atMost(String text) {
        return 2 + 6L * text.length();
    }

    private static long exactly(String text) {
        long bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            bytes += sizeOf(text.charAt(i));
        }
        return bytes;
    }

    private static int sizeOf(char c) {
        if (c >= ' ' && c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        if (c < ' ') {
            return c == '\b' || c == '\f' || c == '\n' || c == '\r' || c == '\t' ? 2 : 6;
        }
        // Half of a surrogate pair is two of the pair's four bytes.
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}

package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.PROFILE_SIZE_EXCEEDED;
import static dev.usher.jobs.user.UserAttribute.APP_METADATA;
import static dev.usher.jobs.user.UserAttribute.USER_METADATA;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.Map;

/** Both metadata together, written as compact JSON, are no larger than a profile may be. */
final class ProfileSizeRule implements RowRule {

    private final ValidationLimits limits;

    ProfileSizeRule(ValidationLimits limits) {
        this.limits = limits;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        long bytes = sizeOf(row, APP_METADATA) + sizeOf(row, USER_METADATA);
        if (bytes > limits.maxProfileBytes()) {
            String message = "The metadata take " + bytes + " bytes, maximum " + limits.maxProfileBytes();
            errors.addPlain(PROFILE_SIZE_EXCEEDED, null, 0, message);
        }
    }

    private long sizeOf(RawRow row, UserAttribute attribute) {
        RowValue value = row.values().get(attribute);
        return value == null ? 0 : sizeOf(value, 1);
    }

    private long sizeOf(RowValue value, int level) {
        if (value instanceof RowValue.Text text) {
            return sizeOf(text.value());
        }
        if (value instanceof RowValue.Num number) {
            return number.literal().length();
        }
        if (value instanceof RowValue.Bool bool) {
            return bool.value() ? 4 : 5;
        }
        if (value instanceof RowValue.Null || level >= limits.maxDepth()) {
            return 4;
        }
        return value instanceof RowValue.Obj object ? sizeOf(object, level) : sizeOf((RowValue.Arr) value, level);
    }

    private long sizeOf(RowValue.Obj object, int level) {
        long bytes = 1L + Math.max(1, object.members().size());
        for (Map.Entry<String, RowValue> member : object.members().entrySet()) {
            bytes += sizeOf(member.getKey()) + 1 + sizeOf(member.getValue(), level + 1);
        }
        return bytes;
    }

    private long sizeOf(RowValue.Arr array, int level) {
        long bytes = 1L + Math.max(1, array.items().size());
        for (RowValue item : array.items()) {
            bytes += sizeOf(item, level + 1);
        }
        return bytes;
    }

    private static long sizeOf(String text) {
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

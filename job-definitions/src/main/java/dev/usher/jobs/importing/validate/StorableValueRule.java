package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.INVALID_CHARACTER;
import static dev.usher.jobs.importing.row.RowErrorCode.MAX_LENGTH;
import static dev.usher.jobs.importing.row.RowErrorCode.NUMBER_OUT_OF_RANGE;
import static dev.usher.jobs.importing.row.RowErrorCode.PROFILE_SIZE_EXCEEDED;
import static dev.usher.jobs.importing.row.RowErrorCode.TOO_DEEP;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.StorableText;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.Map;

/** Every value, however deep, can be stored: its characters, digits, length, nesting and number of keys. */
final class StorableValueRule implements RowRule {

    private static final List<UserAttribute> ALL = List.of(UserAttribute.values());

    private final ValidationLimits limits;

    StorableValueRule(ValidationLimits limits) {
        this.limits = limits;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        for (int i = 0; i < ALL.size(); i++) {
            RowValue value = row.values().get(ALL.get(i));
            if (value != null) {
                check(value, PropertyPath.of(ALL.get(i)), errors);
            }
        }
    }

    private void check(RowValue value, PropertyPath path, RowErrorCollector errors) {
        if (value instanceof RowValue.Text text) {
            checkText(text, path, errors);
        } else if (value instanceof RowValue.Num number) {
            if (!StorableNumber.fits(number.literal())) {
                errors.add(NUMBER_OUT_OF_RANGE, path, number.at(), "The number has more digits than can be stored");
            }
        } else if (value instanceof RowValue.Obj object) {
            checkObject(object, path, errors);
        } else if (value instanceof RowValue.Arr array) {
            checkArray(array, path, errors);
        }
    }

    private void checkText(RowValue.Text text, PropertyPath path, RowErrorCollector errors) {
        String value = text.value();
        if (path.level() > 1 && value.length() > limits.maxTextLength()) {
            String message = "String is too long (" + value.length() + " chars), maximum " + limits.maxTextLength();
            errors.add(MAX_LENGTH, path, text.at(), message);
        }
        int wrong = StorableText.firstWrongChar(value);
        if (wrong >= 0) {
            errors.add(INVALID_CHARACTER, path, text.at(), charAt(value, wrong, "text"));
        }
    }

    private void checkObject(RowValue.Obj object, PropertyPath path, RowErrorCollector errors) {
        if (isTooDeep(path, object.at(), errors)) {
            return;
        }
        if (object.members().size() > limits.maxKeys()) {
            errors.add(PROFILE_SIZE_EXCEEDED, path, object.at(), "More than " + limits.maxKeys() + " keys");
            return;
        }
        for (Map.Entry<String, RowValue> member : object.members().entrySet()) {
            PropertyPath memberPath = path.child(member.getKey());
            checkKey(member.getKey(), member.getValue().at(), memberPath, errors);
            check(member.getValue(), memberPath, errors);
        }
    }

    private void checkKey(String key, int at, PropertyPath path, RowErrorCollector errors) {
        int wrong = StorableText.firstWrongChar(key);
        if (wrong >= 0) {
            errors.add(INVALID_CHARACTER, path, at, charAt(key, wrong, "key"));
        }
    }

    private void checkArray(RowValue.Arr array, PropertyPath path, RowErrorCollector errors) {
        if (isTooDeep(path, array.at(), errors)) {
            return;
        }
        List<RowValue> items = array.items();
        for (int i = 0; i < items.size(); i++) {
            check(items.get(i), path.item(i), errors);
        }
    }

    private boolean isTooDeep(PropertyPath path, int at, RowErrorCollector errors) {
        if (path.level() < limits.maxDepth()) {
            return false;
        }
        errors.add(TOO_DEEP, path, at, "Objects and arrays are nested in more than " + limits.maxDepth() + " levels");
        return true;
    }

    private static String charAt(String text, int index, String where) {
        return String.format(
                "The %s holds U+%04X at index %d, which can't be stored", where, (int) text.charAt(index), index);
    }
}

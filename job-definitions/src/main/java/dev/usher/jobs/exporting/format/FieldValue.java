package dev.usher.jobs.exporting.format;

import dev.usher.jobs.exporting.field.SelectedField.Inner;
import dev.usher.jobs.exporting.field.SelectedField.Source;
import dev.usher.jobs.exporting.field.SelectedField.Whole;
import dev.usher.jobs.exporting.field.UserValues;
import dev.usher.jobs.profile.UserColumn;
import java.util.List;

/** Finds the value of one field in the values of user after user; one per worker. */
final class FieldValue {

    private final UserColumn.Type type;
    private final int column;
    private final JsonPlace place;
    private final boolean inner;
    private byte[] bytes = {};
    private int from;
    private int to;

    FieldValue(Source source) {
        inner = source instanceof Inner;
        if (source instanceof Whole whole) {
            type = whole.column().type();
            column = whole.index();
            place = new JsonPlace(List.of());
        } else {
            var part = (Inner) source;
            type = UserColumn.Type.JSON;
            column = part.index();
            place = new JsonPlace(part.path());
        }
    }

    /** Whether the user has the value. If so, {@link #bytes()} holds it from {@link #from()} to {@link #to()}. */
    boolean find(UserValues user) {
        int length = user.length(column);
        if (length < 0) {
            return false;
        }
        bytes = user.bytes();
        from = user.offset(column);
        to = from + length;
        if (inner) {
            boolean found = place.find(bytes, from);
            from = place.from();
            to = place.to();
            return found;
        }
        return true;
    }

    UserColumn.Type type() {
        return type;
    }

    /** Whether it stands inside a JSON column. */
    boolean isInner() {
        return inner;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}

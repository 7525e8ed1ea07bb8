package dev.usher.jobs.exporting.field;

import dev.usher.jobs.exporting.field.SelectedField.Inner;
import dev.usher.jobs.exporting.field.SelectedField.Source;
import dev.usher.jobs.exporting.field.SelectedField.Whole;
import dev.usher.jobs.profile.UserColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fields of an export in the order of the file, and the columns that must be read for them, each once.
 *
 * <p>Example: {@code email, user_metadata.age, user_metadata.plan} reads the columns {@code email} and {@code
 * user_metadata}.
 */
public final class FieldSelection {

    /** What the field is called that says whether a user was deleted. */
    public static final String DELETED = "deleted";

    private static final List<ExportField> DEFAULTS = Stream.of(
                    "user_id",
                    "given_name",
                    "family_name",
                    "nickname",
                    "name",
                    "email",
                    "email_verified",
                    "picture",
                    "identities[0].connection",
                    "created_at",
                    "updated_at")
            .map(ExportField::named)
            .toList();

    private final List<UserColumn> columns;
    private final List<SelectedField> fields;

    private FieldSelection(List<UserColumn> columns, List<SelectedField> fields) {
        this.columns = List.copyOf(columns);
        this.fields = List.copyOf(fields);
    }

    /**
     * The fields that were asked for.
     *
     * @throws InvalidFieldsException if they break a rule
     */
    public static FieldSelection of(List<ExportField> asked, FieldRules rules) {
        return resolved(new FieldCheck(rules).check(asked), asked);
    }

    /** What an export writes that names no fields: the normalised profile. */
    public static FieldSelection defaults() {
        return resolved(DEFAULTS.stream().map(f -> FieldName.parse(f.name())).toList(), DEFAULTS);
    }

    /**
     * All that an import takes, so that the file is a complete copy; metadata and credentials as whole objects.
     *
     * @param credentials whether password hashes and MFA secrets belong to it
     */
    public static FieldSelection all(boolean credentials) {
        var names = Arrays.stream(UserColumn.values())
                .filter(column -> column.importable() && (credentials || !column.secret()))
                .map(column -> ExportField.named(column.columnName()))
                .toList();
        return resolved(names.stream().map(f -> FieldName.parse(f.name())).toList(), names);
    }

    private static FieldSelection resolved(List<FieldName> names, List<ExportField> asked) {
        var columns = new LinkedHashSet<UserColumn>();
        names.forEach(name -> columns.add(name.column().orElseThrow()));
        var order = List.copyOf(columns);
        var fields = new ArrayList<SelectedField>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new SelectedField(asked.get(i).outputName(), source(names.get(i), order)));
        }
        return new FieldSelection(order, fields);
    }

    private static Source source(FieldName name, List<UserColumn> columns) {
        var column = name.column().orElseThrow();
        int index = columns.indexOf(column);
        return name.path().isEmpty() ? new Whole(index, column) : new Inner(index, name.path());
    }

    /** What to read of each user; may be empty. */
    public List<UserColumn> columns() {
        return columns;
    }

    /** Which of the fields is the id of a user; -1 if none is. */
    public int idField() {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).source() instanceof Whole whole && whole.column() == UserColumn.USER_ID) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Makes sure that a record can say that a user was deleted.
     *
     * @throws InvalidFieldsException if not
     */
    public void requireTombstones() {
        if (idField() < 0) {
            throw new InvalidFieldsException("An export that tells who was deleted needs the field user_id.");
        }
        if (fields.stream().anyMatch(field -> field.outputName().equals(DELETED))) {
            throw new InvalidFieldsException(
                    "An export that tells who was deleted has no other field that is called 'deleted' in the file.");
        }
    }

    public List<SelectedField> fields() {
        return fields;
    }
}

package dev.usher.jobs.exporting.field;

import dev.usher.jobs.profile.UserColumn;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** The rules that a list of fields must keep. The first one that is broken ends the check with a sentence. */
final class FieldCheck {

    private static final int MAX_CSV_FIELDS = 30;
    private static final int MAX_NAME_CHARS = 100;

    private final FieldRules rules;

    FieldCheck(FieldRules rules) {
        this.rules = rules;
    }

    List<FieldName> check(List<ExportField> fields) {
        if (fields.isEmpty()) {
            throw new InvalidFieldsException("The list of fields is empty. Name at least one, or leave the list out.");
        }
        if (rules.csv() && fields.size() > MAX_CSV_FIELDS) {
            throw new InvalidFieldsException("A CSV export takes at most " + MAX_CSV_FIELDS + " fields, not "
                    + fields.size() + ". Ask for all fields at once, or export NDJSON.");
        }
        var outputNames = new HashSet<String>();
        for (var field : fields) {
            requireLength(field.name(), "A field's name");
            requireLength(field.outputName(), "The name in the file of the field '" + field.name() + "'");
            if (!outputNames.add(field.outputName())) {
                throw new InvalidFieldsException("Two fields would be called '" + field.outputName()
                        + "' in the file. Name each once, or give one of them another name in the file.");
            }
        }
        return fields.stream().map(this::name).toList();
    }

    private static void requireLength(String name, String what) {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
            throw new InvalidFieldsException(
                    what + " has 1 to " + MAX_NAME_CHARS + " characters, not " + name.length() + ".");
        }
    }

    private FieldName name(ExportField field) {
        var name = FieldName.parse(field.name());
        if (name.column().isPresent()) {
            requireReadable(name, name.column().get());
        } else {
            throw new InvalidFieldsException("There is no field '" + field.name() + "'. Fields are " + known()
                    + ", and places inside metadata.");
        }
        return name;
    }

    private void requireReadable(FieldName name, UserColumn column) {
        if (column.secret() && !rules.credentials()) {
            throw new InvalidFieldsException("The field '" + name.text() + "' holds credentials, which are written only"
                    + " by an export that asks for credentials.");
        }
        boolean json = column.type() == UserColumn.Type.JSON;
        if (!json && !name.path().isEmpty()) {
            throw new InvalidFieldsException(
                    "The field '" + name.text() + "' reaches into " + name.root() + ", which is a single value.");
        }
        if (json && name.path().isEmpty() && rules.csv()) {
            throw new InvalidFieldsException(
                    "In CSV the field '" + name.text() + "' must name a value inside it, such as '" + example(column)
                            + "'. Ask for all fields at once, or export NDJSON, to have it whole.");
        }
    }

    private static String example(UserColumn column) {
        return switch (column) {
            case IDENTITIES -> "identities[0].connection";
            case MFA_FACTORS -> "mfa_factors[0].totp.secret";
            case MULTIFACTOR -> "multifactor[0]";
            case CUSTOM_PASSWORD_HASH -> "custom_password_hash.algorithm";
            default -> column.columnName() + ".plan";
        };
    }

    private String known() {
        return Arrays.stream(UserColumn.values())
                .filter(column -> rules.credentials() || !column.secret())
                .map(UserColumn::columnName)
                .collect(Collectors.joining(", "));
    }
}

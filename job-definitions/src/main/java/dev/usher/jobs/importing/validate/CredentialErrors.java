package dev.usher.jobs.importing.validate;

import dev.usher.jobs.credential.CredentialProblem;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what is wrong with a credential into errors of its row. */
final class CredentialErrors {

    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|[^.\\[]+");

    private CredentialErrors() {}

    static void add(
            List<CredentialProblem> problems, UserAttribute attribute, RowValue credential, RowErrorCollector errors) {
        for (CredentialProblem problem : problems) {
            PropertyPath path = PropertyPath.of(attribute);
            RowValue value = credential;
            Matcher step = STEP.matcher(problem.path());
            while (step.find()) {
                path = step.group(1) == null ? path.child(step.group()) : path.item(Integer.parseInt(step.group(1)));
                RowValue inner = inner(value, path);
                value = inner == null ? value : inner;
            }
            errors.add(codeOf(problem.kind()), path, value.at(), problem.message());
        }
    }

    /** The value at the path's last step; null where it is missing, which is then placed at what should hold it. */
    private static @Nullable RowValue inner(RowValue value, PropertyPath path) {
        if (value instanceof RowValue.Arr array) {
            return array.items().get(path.index());
        }
        return value instanceof RowValue.Obj object ? object.members().get(path.key()) : null;
    }

    private static RowErrorCode codeOf(CredentialProblem.Kind kind) {
        return switch (kind) {
            case MISSING -> RowErrorCode.OBJECT_REQUIRED;
            case UNKNOWN -> RowErrorCode.UNKNOWN_PROPERTY;
            case FORBIDDEN -> RowErrorCode.FORBIDDEN_PROPERTY;
            case WRONG_TYPE -> RowErrorCode.INVALID_TYPE;
            case NOT_IN_ENUM -> RowErrorCode.ENUM_MISMATCH;
            case NO_MATCH -> RowErrorCode.PATTERN;
            case WRONG_FORMAT -> RowErrorCode.INVALID_FORMAT;
            case TOO_SMALL -> RowErrorCode.MINIMUM;
            case TOO_LARGE -> RowErrorCode.MAXIMUM;
            case TOO_SHORT -> RowErrorCode.MIN_LENGTH;
            case TOO_LONG -> RowErrorCode.MAX_LENGTH;
            case TOO_FEW_ITEMS -> RowErrorCode.ARRAY_LENGTH_SHORT;
            case TOO_MANY_ITEMS -> RowErrorCode.ARRAY_LENGTH_LONG;
            case TOO_MANY_KEYS -> RowErrorCode.NOT_PASSED;
        };
    }
}

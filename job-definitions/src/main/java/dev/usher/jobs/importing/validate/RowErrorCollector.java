package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.FORBIDDEN_PROPERTY;
import static dev.usher.jobs.importing.row.RowErrorCode.INVALID_CHARACTER;
import static dev.usher.jobs.importing.row.RowErrorCode.INVALID_TYPE;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is wrong with one row. One per row.
 *
 * <p>A value that is unreadable, of the wrong type or out of place gets that one error: what its form would also break
 * is noise.
 */
final class RowErrorCollector {

    private static final Set<RowErrorCode> SETTLING = EnumSet.of(INVALID_CHARACTER, INVALID_TYPE, FORBIDDEN_PROPERTY);

    private final List<RowError> parserErrors;
    private @Nullable Set<String> settled;
    private @Nullable List<RowError> found;

    RowErrorCollector(List<RowError> parserErrors) {
        this.parserErrors = parserErrors;
        for (int i = 0; i < parserErrors.size(); i++) {
            settle(parserErrors.get(i));
        }
    }

    /** An error about the value of a property. */
    void add(RowErrorCode code, PropertyPath path, int at, String text) {
        String spelled = path.toString();
        addError(new RowError(code, spelled, "Error in " + spelled + " property - " + text, at));
    }

    /** An error whose message names the property itself, or which is about no property. */
    void addPlain(RowErrorCode code, @Nullable String path, int at, String message) {
        addError(new RowError(code, path, message, at));
    }

    boolean isEmpty() {
        return found == null && parserErrors.isEmpty();
    }

    /** Whether the parser has complained about the property or something in it, so that its absence is no news. */
    boolean parserNamed(String path) {
        for (RowError error : parserErrors) {
            if (error.path() != null && (isWithin(error.path(), path) || isWithin(path, error.path()))) {
                return true;
            }
        }
        return false;
    }

    /** The parser's errors first, then the others in the order of the file; what two of them say once. */
    List<RowError> inFileOrder() {
        var all = new ArrayList<>(parserErrors);
        if (found != null) {
            found.sort(Comparator.comparingInt(RowError::at));
            all.addAll(found);
        }
        var said = new HashSet<Said>();
        all.removeIf(error -> !said.add(new Said(error.code(), error.path(), error.at())));
        return all;
    }

    private record Said(RowErrorCode code, @Nullable String path, int at) {}

    private void addError(RowError error) {
        if (isSettled(error.path())) {
            return;
        }
        settle(error);
        if (found == null) {
            found = new ArrayList<>();
        }
        found.add(error);
    }

    private void settle(RowError error) {
        if (error.path() != null && SETTLING.contains(error.code())) {
            if (settled == null) {
                settled = new HashSet<>();
            }
            settled.add(error.path());
        }
    }

    private boolean isSettled(@Nullable String path) {
        if (path == null || settled == null) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            boolean endsAName = path.charAt(i) == '.' || path.charAt(i) == '[';
            if (endsAName && settled.contains(path.substring(0, i))) {
                return true;
            }
        }
        return settled.contains(path);
    }

    private static boolean isWithin(String path, String ancestor) {
        return path.startsWith(ancestor)
                && (path.length() == ancestor.length()
                        || path.charAt(ancestor.length()) == '.'
                        || path.charAt(ancestor.length()) == '[');
    }
}

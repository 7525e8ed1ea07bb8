package dev.usher.jobs.credential;

import dev.usher.jobs.credential.CredentialProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one credential. One per credential. */
final class Problems {

    private final List<CredentialProblem> found = new ArrayList<>(0);

    void add(Kind kind, String path, String message) {
        found.add(new CredentialProblem(kind, path, message));
    }

    /** Adds a problem unless the number lies in the range. */
    void checkRange(String path, String what, long value, long min, long max) {
        if (value < min) {
            add(Kind.TOO_SMALL, path, "Value " + value + " is less than minimum " + min + " (" + what + ")");
        } else if (value > max) {
            add(Kind.TOO_LARGE, path, "Value " + value + " is greater than maximum " + max + " (" + what + ")");
        }
    }

    /** Adds a problem unless the number of bytes lies in the range. */
    void checkBytes(String path, String what, int bytes, int min, int max) {
        if (bytes < min) {
            add(Kind.TOO_SHORT, path, "The " + what + " is too short (" + bytes + " bytes), minimum " + min);
        } else if (bytes > max) {
            add(Kind.TOO_LONG, path, "The " + what + " is too long (" + bytes + " bytes), maximum " + max);
        }
    }

    void noMatch(String path, String pattern) {
        add(Kind.NO_MATCH, path, "String does not match pattern " + pattern);
    }

    List<CredentialProblem> found() {
        return List.copyOf(found);
    }
}

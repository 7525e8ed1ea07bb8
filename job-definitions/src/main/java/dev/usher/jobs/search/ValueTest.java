package dev.usher.jobs.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query asks of a field's value, escapes resolved. */
sealed interface ValueTest {

    /** Is this, as a whole. */
    record Value(String text) implements ValueTest {}

    /**
     * Consists of these literals with anything between them.
     *
     * @param literals at least two; the first is empty if the pattern begins with a wildcard, the last if it ends with one
     */
    record Pattern(List<String> literals) implements ValueTest {

        public Pattern {
            literals = List.copyOf(literals);
        }

        /** Whether every value matches. */
        boolean matchesAll() {
            return literals.stream().allMatch(String::isEmpty);
        }

        boolean matches(String value) {
            var first = literals.get(0);
            var last = literals.get(literals.size() - 1);
            if (value.length() < first.length() + last.length() || !value.startsWith(first) || !value.endsWith(last)) {
                return false;
            }
            int from = first.length();
            int end = value.length() - last.length();
            for (String literal : literals.subList(1, literals.size() - 1)) {
                int at = value.indexOf(literal, from);
                if (at < 0 || at + literal.length() > end) {
                    return false;
                }
                from = at + literal.length();
            }
            return true;
        }
    }

    /**
     * Lies between two bounds.
     *
     * @param lower null for an open end
     * @param upper null for an open end
     */
    record Range(
            @Nullable String lower,
            boolean includesLower,
            @Nullable String upper,
            boolean includesUpper) implements ValueTest {}
}

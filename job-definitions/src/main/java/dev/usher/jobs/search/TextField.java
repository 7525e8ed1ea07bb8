package dev.usher.jobs.search;

import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.search.ValueTest.Pattern;
import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Text, compared as a whole.
 *
 * @param column of whose existence it is a matter
 * @param expression what is compared
 * @param anyCase whether the expression is {@linkplain #folded folded}
 */
record TextField(String column, String expression, boolean anyCase) implements SearchField {

    private static final int LEAST_LITERAL = 3;

    private static final Set<UserColumn> ANY_CASE = Set.of(
            UserColumn.EMAIL, UserColumn.NAME, UserColumn.GIVEN_NAME, UserColumn.FAMILY_NAME, UserColumn.NICKNAME);

    /** @param row the alias of the users' table */
    static TextField of(UserColumn attribute, String row) {
        var column = row + "." + attribute.columnName();
        boolean anyCase = ignoresCase(attribute);
        return new TextField(column, anyCase ? folded(column) : column, anyCase);
    }

    static TextField emailDomain(String row) {
        var column = row + "." + UserColumn.EMAIL.columnName();
        return new TextField(column, domain(column), true);
    }

    static boolean ignoresCase(UserColumn attribute) {
        return ANY_CASE.contains(attribute);
    }

    /** The database folds the columns, so it folds what they are compared with as well. */
    static String folded(String text) {
        return "lower(" + text + ")";
    }

    static String domain(String email) {
        return folded("split_part(" + email + ", '@', -1)");
    }

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        if (test instanceof Value value) {
            return expression + " = " + bound(value.text(), binding);
        }
        if (test instanceof Pattern pattern) {
            return expression + " LIKE " + bound(like(pattern, place), binding);
        }
        return between((Range) test, binding);
    }

    @Override
    public String exists(Binding binding) {
        return column + " IS NOT NULL";
    }

    @Override
    public String isMissing(Binding binding) {
        return column + " IS NULL";
    }

    /** By the numbers of the characters, on every database. */
    private String between(Range range, Binding binding) {
        var conditions = new ArrayList<String>();
        var value = expression + " COLLATE \"C\" ";
        var lower = range.lower();
        if (lower != null) {
            conditions.add(value + (range.includesLower() ? ">= " : "> ") + bound(lower, binding));
        }
        var upper = range.upper();
        if (upper != null) {
            conditions.add(value + (range.includesUpper() ? "<= " : "< ") + bound(upper, binding));
        }
        return conditions.isEmpty() ? exists(binding) : "(" + String.join(" AND ", conditions) + ")";
    }

    private String bound(String text, Binding binding) {
        var parameter = binding.addText(text);
        return anyCase ? folded(parameter) : parameter;
    }

    private static String like(Pattern pattern, Place place) {
        if (pattern.literals().get(0).isEmpty()
                && pattern.literals().stream()
                        .allMatch(part -> part.codePointCount(0, part.length()) < LEAST_LITERAL)) {
            throw place.refuse("has a value that begins with *. Write at least " + LEAST_LITERAL
                    + " characters in a row besides.");
        }
        return pattern.literals().stream()
                .map(literal ->
                        literal.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
                .collect(Collectors.joining("%"));
    }
}

package dev.usher.jobs.search;

import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** A whole number. */
record NumberField(String column) implements SearchField {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (test instanceof Value value) {
            return column + " = " + bound(value.text(), place, binding);
        }
        if (test instanceof Range range) {
            return between(range, place, binding);
        }
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        throw place.refuse("is a number: wildcards do not apply. Write a range, such as [100 TO *].");
    }

    @Override
    public String exists(Binding binding) {
        return column + " IS NOT NULL";
    }

    @Override
    public String isMissing(Binding binding) {
        return column + " IS NULL";
    }

    private String between(Range range, Place place, Binding binding) {
        var conditions = new ArrayList<String>();
        var lower = range.lower();
        if (lower != null) {
            conditions.add(column + (range.includesLower() ? " >= " : " > ") + bound(lower, place, binding));
        }
        var upper = range.upper();
        if (upper != null) {
            conditions.add(column + (range.includesUpper() ? " <= " : " < ") + bound(upper, place, binding));
        }
        return conditions.isEmpty() ? exists(binding) : "(" + String.join(" AND ", conditions) + ")";
    }

    private static String bound(String text, Place place, Binding binding) {
        if (!WHOLE.matcher(text).matches()) {
            throw place.refuse("takes whole numbers, such as 100.");
        }
        return binding.add(Long.valueOf(text));
    }
}

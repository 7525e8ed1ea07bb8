package dev.usher.jobs.search;

import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import java.time.OffsetDateTime;
import java.util.ArrayList;

/** A moment. A date without a time stands for the whole of it: {@code [* TO 2017-12-31]} ends with the day. */
record TimeField(String column) implements SearchField {

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (test instanceof Value value) {
            return matches(new Range(value.text(), true, value.text(), true), place, binding);
        }
        if (test instanceof Range range) {
            return between(range, place, binding);
        }
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        throw place.refuse("is a date: wildcards do not apply. Write a range, such as [2026-01 TO *].");
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
            var moments = moments(lower, place);
            conditions.add(atOrAfter(range.includesLower() ? moments.from() : moments.until(), binding));
        }
        var upper = range.upper();
        if (upper != null) {
            var moments = moments(upper, place);
            conditions.add(before(range.includesUpper() ? moments.until() : moments.from(), binding));
        }
        return conditions.isEmpty() ? exists(binding) : "(" + String.join(" AND ", conditions) + ")";
    }

    private String atOrAfter(OffsetDateTime moment, Binding binding) {
        return column + " >= " + binding.add(moment);
    }

    private String before(OffsetDateTime moment, Binding binding) {
        return column + " < " + binding.add(moment);
    }

    private static Moments moments(String text, Place place) {
        return Moments.parse(text)
                .orElseThrow(() -> place.refuse("takes dates, such as 2026, 2026-01-31 or 2026-01-31T23:59:59Z."));
    }
}

package dev.usher.jobs.search;

import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import java.util.ArrayList;

/** A column whose values have an order: ranges apply, wildcards do not. */
interface OrderedField extends SearchField {

    String column();

    String equalTo(String value, Place place, Binding binding);

    String fromBelow(String bound, boolean inclusive, Place place, Binding binding);

    String fromAbove(String bound, boolean inclusive, Place place, Binding binding);

    /** Why a wildcard is refused, and what to write instead. */
    String refusalOfWildcards();

    @Override
    default String matches(ValueTest test, Place place, Binding binding) {
        if (test instanceof Value value) {
            return equalTo(value.text(), place, binding);
        }
        if (test instanceof Range range) {
            return between(range, place, binding);
        }
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        throw place.refuse(refusalOfWildcards());
    }

    private String between(Range range, Place place, Binding binding) {
        var conditions = new ArrayList<String>();
        var lower = range.lower();
        if (lower != null) {
            conditions.add(fromBelow(lower, range.includesLower(), place, binding));
        }
        var upper = range.upper();
        if (upper != null) {
            conditions.add(fromAbove(upper, range.includesUpper(), place, binding));
        }
        return conditions.isEmpty() ? exists(binding) : "(" + String.join(" AND ", conditions) + ")";
    }

    @Override
    default String exists(Binding binding) {
        return column() + " IS NOT NULL";
    }

    @Override
    default String isMissing(Binding binding) {
        return column() + " IS NULL";
    }
}

package dev.usher.jobs.search;

import dev.usher.jobs.search.ValueTest.Value;

/** True or false. */
record BooleanField(String column) implements SearchField {

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        return column + " = " + required(test, place);
    }

    /** @return SQL of the truth value that is asked for */
    static String required(ValueTest test, Place place) {
        if (test instanceof Value value) {
            if (value.text().equals("true")) {
                return "TRUE";
            }
            if (value.text().equals("false")) {
                return "FALSE";
            }
        }
        throw place.refuse("takes true or false.");
    }

    @Override
    public String exists(Binding binding) {
        return column + " IS NOT NULL";
    }

    @Override
    public String isMissing(Binding binding) {
        return column + " IS NULL";
    }
}

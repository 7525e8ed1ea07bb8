package dev.usher.jobs.search;

import java.util.regex.Pattern;

/** A whole number. */
record NumberField(String column) implements OrderedField {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    @Override
    public String equalTo(String value, Place place, Binding binding) {
        return column + " = " + bound(value, place, binding);
    }

    @Override
    public String fromBelow(String bound, boolean inclusive, Place place, Binding binding) {
        return column + (inclusive ? " >= " : " > ") + bound(bound, place, binding);
    }

    @Override
    public String fromAbove(String bound, boolean inclusive, Place place, Binding binding) {
        return column + (inclusive ? " <= " : " < ") + bound(bound, place, binding);
    }

    @Override
    public String refusalOfWildcards() {
        return "is a number: wildcards do not apply. Write a range, such as [100 TO *].";
    }

    private static String bound(String text, Place place, Binding binding) {
        if (!WHOLE.matcher(text).matches()) {
            throw place.refuse("takes whole numbers, such as 100.");
        }
        return binding.add(Long.valueOf(text));
    }
}

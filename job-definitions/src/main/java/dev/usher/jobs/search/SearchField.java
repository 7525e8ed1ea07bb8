package dev.usher.jobs.search;

import dev.usher.jobs.search.ValueTest.Pattern;

/** Something of a user that can be asked for. What it returns may be joined with AND and OR. */
interface SearchField {

    /** True for users whose value passes the test; else false or null. */
    String matches(ValueTest test, Place place, Binding binding);

    String exists(Binding binding);

    /** The opposite of {@link #exists}, true or false, in a form that an index may serve. */
    default String isMissing(Binding binding) {
        return "(" + exists(binding) + ") IS NOT TRUE";
    }

    /** Whether only existence is asked for, which {@code *} does too. */
    static boolean isAnyValue(ValueTest test) {
        return test instanceof Pattern pattern && pattern.matchesAll();
    }
}

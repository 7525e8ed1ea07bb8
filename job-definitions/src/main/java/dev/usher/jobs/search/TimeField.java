package dev.usher.jobs.search;

/** A moment. A date without a time stands for the whole of it: {@code [* TO 2017-12-31]} ends with the day. */
record TimeField(String column) implements OrderedField {

    @Override
    public String equalTo(String value, Place place, Binding binding) {
        return "(" + fromBelow(value, true, place, binding) + " AND " + fromAbove(value, true, place, binding) + ")";
    }

    @Override
    public String fromBelow(String bound, boolean inclusive, Place place, Binding binding) {
        var moments = moments(bound, place);
        return column + " >= " + binding.add(inclusive ? moments.from() : moments.until());
    }

    @Override
    public String fromAbove(String bound, boolean inclusive, Place place, Binding binding) {
        var moments = moments(bound, place);
        return column + " < " + binding.add(inclusive ? moments.until() : moments.from());
    }

    @Override
    public String refusalOfWildcards() {
        return "is a date: wildcards do not apply. Write a range, such as [2026-01 TO *].";
    }

    private static Moments moments(String text, Place place) {
        return Moments.parse(text)
                .orElseThrow(() -> place.refuse("takes dates, such as 2026, 2026-01-31 or 2026-01-31T23:59:59Z."));
    }
}

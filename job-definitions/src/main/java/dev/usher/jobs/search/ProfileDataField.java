package dev.usher.jobs.search;

/**
 * An attribute of a linked identity.
 *
 * @param attribute of the row {@code l}
 */
record ProfileDataField(SearchField attribute) implements SearchField {

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        return ofLinked(attribute.matches(test, place, binding));
    }

    @Override
    public String exists(Binding binding) {
        return ofLinked(attribute.exists(binding));
    }

    private static String ofLinked(String condition) {
        return "u.user_id IN (SELECT l.linked_to FROM users AS l WHERE l.linked_to IS NOT NULL AND " + condition + ")";
    }
}

package dev.usher.jobs.search;

import dev.usher.jobs.profile.UserColumn;
import dev.usher.jobs.search.ValueTest.Pattern;
import dev.usher.jobs.search.ValueTest.Range;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value without a field is looked for in: the text by which people know a user. */
final class AnyTextField implements SearchField {

    private static final List<TextField> FIELDS = Stream.of(
                    UserColumn.EMAIL,
                    UserColumn.NAME,
                    UserColumn.GIVEN_NAME,
                    UserColumn.FAMILY_NAME,
                    UserColumn.NICKNAME,
                    UserColumn.USERNAME,
                    UserColumn.PHONE_NUMBER)
            .map(column -> TextField.of(column, "u"))
            .toList();

    /** No index finds what is within ids; they are all of the same few letters. */
    private static final TextField USER_ID = TextField.of(UserColumn.USER_ID, "u");

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        if (test instanceof Range) {
            throw place.refuse("is a range. Write the field and a colon before it.");
        }
        return (beginsWithWildcard(test) ? FIELDS.stream() : Stream.concat(FIELDS.stream(), Stream.of(USER_ID)))
                .map(field -> field.matches(test, place, binding))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    @Override
    public String exists(Binding binding) {
        return "TRUE";
    }

    private static boolean beginsWithWildcard(ValueTest test) {
        return test instanceof Pattern pattern && pattern.literals().get(0).isEmpty();
    }
}

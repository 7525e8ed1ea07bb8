package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.user.UserAttribute.FAMILY_NAME;
import static dev.usher.jobs.user.UserAttribute.GIVEN_NAME;
import static dev.usher.jobs.user.UserAttribute.NAME;
import static dev.usher.jobs.user.UserAttribute.NICKNAME;
import static dev.usher.jobs.user.UserAttribute.PICTURE;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;

/** Texts of free form are as long as the schema says; the rules of the others' form know their lengths. */
final class AttributeLengthRule implements RowRule {

    private static final List<UserAttribute> FREE_TEXTS = List.of(GIVEN_NAME, FAMILY_NAME, NAME, NICKNAME, PICTURE);

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        for (int i = 0; i < FREE_TEXTS.size(); i++) {
            UserAttribute attribute = FREE_TEXTS.get(i);
            if (row.values().get(attribute) instanceof RowValue.Text text) {
                TextLength.check(
                        text, attribute.minLength(), attribute.maxLength(), PropertyPath.of(attribute), errors);
            }
        }
    }
}

package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.PROFILE_SIZE_EXCEEDED;
import static dev.usher.jobs.importing.row.RowErrorCode.UNKNOWN_PROPERTY;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RawRow.OtherProperty;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;

/** Every key of the record is an attribute, or one that only an export writes, which is passed over. */
final class KnownPropertyRule implements RowRule {

    private final int maxKeys;

    KnownPropertyRule(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        List<OtherProperty> others = row.others();
        if (others.size() > maxKeys) {
            errors.addPlain(PROFILE_SIZE_EXCEEDED, null, 0, "The record has more than " + maxKeys + " keys");
            return;
        }
        for (int i = 0; i < others.size(); i++) {
            if (!UserAttribute.isExportOnly(others.get(i).name())) {
                String shown = Shown.of(others.get(i).name());
                errors.addPlain(
                        UNKNOWN_PROPERTY, shown, others.get(i).at(), "Additional properties not allowed: " + shown);
            }
        }
    }
}

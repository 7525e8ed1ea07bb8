package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.user.UserAttribute.PASSWORD_HASH;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.PasswordHash;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** The password hash is bcrypt, of a cost within the limits. */
final class PasswordHashRule implements RowRule {

    private final CostLimits limits;

    PasswordHashRule(CostLimits limits) {
        this.limits = limits;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(PASSWORD_HASH) instanceof RowValue.Text hash) {
            CredentialErrors.add(PasswordHash.problemsOf(hash.value(), limits), PASSWORD_HASH, hash, errors);
        }
    }
}

package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.user.UserAttribute.CUSTOM_PASSWORD_HASH;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** The foreign password hash is complete, well formed, and can be verified at a bearable cost. */
final class CustomPasswordHashRule implements RowRule {

    private final CostLimits limits;

    CustomPasswordHashRule(CostLimits limits) {
        this.limits = limits;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(CUSTOM_PASSWORD_HASH) instanceof RowValue.Obj hash) {
            var problems = CustomPasswordHash.problemsOf(JdkJson.of(hash), limits);
            CredentialErrors.add(problems, CUSTOM_PASSWORD_HASH, hash, errors);
        }
    }
}

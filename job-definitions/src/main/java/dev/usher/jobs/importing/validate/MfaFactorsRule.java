package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.user.UserAttribute.MFA_FACTORS;

import dev.usher.jobs.credential.MfaFactor;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** Every second factor is of one known kind and well formed. */
final class MfaFactorsRule implements RowRule {

    private final EmailFormat emailFormat;

    MfaFactorsRule(EmailFormat emailFormat) {
        this.emailFormat = emailFormat;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(MFA_FACTORS) instanceof RowValue.Arr factors) {
            var problems = MfaFactor.problemsOf(JdkJson.of(factors), emailFormat::accepts);
            CredentialErrors.add(problems, MFA_FACTORS, factors, errors);
        }
    }
}

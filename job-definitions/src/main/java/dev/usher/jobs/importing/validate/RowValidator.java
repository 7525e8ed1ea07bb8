package dev.usher.jobs.importing.validate;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowOutcome;
import java.util.List;

/** Judges rows one by one by the import schema and the rules of the connection. Shared by workers. */
public final class RowValidator {

    private final RowRule[] rules;
    private final RowNormalisation normalisation;
    private final RowWarnings warnings;

    /** @param upsert whether a null unsets an attribute of a user that exists, instead of saying nothing about it */
    public RowValidator(ConnectionRules connection, ValidationLimits limits, boolean upsert) {
        this.rules = rulesFor(connection, limits).toArray(RowRule[]::new);
        this.normalisation = new RowNormalisation(connection, upsert);
        this.warnings = new RowWarnings(connection);
    }

    public RowOutcome validate(RawRow row) {
        var errors = new RowErrorCollector(row.errors());
        for (RowRule rule : rules) {
            rule.errorsFor(row, errors);
        }
        return errors.isEmpty()
                ? new AcceptedRow(row.position(), normalisation.storedValues(row), warnings.of(row))
                : new RejectedRow(row.position(), errors.inFileOrder());
    }

    /** The first four say what makes any further judgement of a value pointless, so they stand first. */
    private static List<RowRule> rulesFor(ConnectionRules connection, ValidationLimits limits) {
        var emailFormat = new EmailFormat();
        return List.of(
                new ForbiddenAttributeRule(connection),
                new AttributeTypeRule(),
                new StorableValueRule(limits),
                new MetadataKeyRule(limits),
                new RequiredAttributeRule(connection),
                new KnownPropertyRule(limits.maxKeys()),
                new AttributeLengthRule(),
                new EmailFormatRule(emailFormat),
                new PhoneNumberFormatRule(),
                new UserIdFormatRule(connection),
                new UsernameFormatRule(connection.options(), emailFormat),
                new PictureFormatRule(),
                new SinglePasswordHashRule(),
                new PasswordHashRule(limits.costs()),
                new CustomPasswordHashRule(limits.costs()),
                new MfaFactorsRule(emailFormat),
                new ProfileSizeRule(limits));
    }
}

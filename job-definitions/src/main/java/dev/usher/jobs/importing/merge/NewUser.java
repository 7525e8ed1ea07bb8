package dev.usher.jobs.importing.merge;

import dev.usher.jobs.importing.resolve.UpsertRules;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.profile.NewUserSql;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a staged row {@code s} becomes as a new user. */
final class NewUser {

    /** The columns that an insert fills, in the order of {@link #values(UpsertRules)}. */
    static final String COLUMNS = Arrays.stream(UserAttribute.values())
                    .map(UserAttribute::attributeName)
                    .collect(Collectors.joining(", "))
            + ", connection_id, email_is_unique, last_job_id, created_at, updated_at, import_digest";

    private NewUser() {}

    /** Takes {@code :connection}, {@code :job} and {@code :stem}. */
    static String values(UpsertRules rules) {
        return Arrays.stream(UserAttribute.values())
                        .map(attribute -> NewUserSql.value(attribute, rules.connection(), StagingTable::value))
                        .collect(Collectors.joining(", "))
                + ", :connection, " + rules.connection().emailIsUnique()
                + ", :job, " + NewUserSql.NOW + ", " + NewUserSql.NOW + ", s.digest";
    }
}

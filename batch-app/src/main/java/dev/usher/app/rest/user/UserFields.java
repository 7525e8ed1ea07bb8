package dev.usher.app.rest.user;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.users.ShownColumns;
import dev.usher.jobs.profile.UserColumn;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters {@code fields} and {@code include_fields}: which members of users are answered. */
final class UserFields {

    private static final String NAMES = "phone_number,email,email_verified,picture,username,user_id,name,nickname,"
            + "created_at,identities,app_metadata,user_metadata,last_ip,last_login,logins_count,updated_at,blocked,"
            + "family_name,given_name";

    private static final Set<String> ALLOWED = Set.of(NAMES.split(","));

    private UserFields() {}

    /**
     * @param fields names, separated by commas; null or empty for all
     * @param include whether only these are wanted, or all but these
     */
    static Set<UserColumn> of(@Nullable String fields, String include) {
        boolean included = QueryValue.flag("include_fields", include);
        if (fields == null || fields.isEmpty()) {
            return ShownColumns.ALL;
        }
        var columns = EnumSet.noneOf(UserColumn.class);
        for (var name : fields.split(",", -1)) {
            if (!ALLOWED.contains(name)) {
                throw ApiException.invalidQuery(
                        "String '" + fields + "' does not match pattern. Must be a comma separated list of the"
                                + " following values: " + NAMES,
                        "fields (Comma-separated list of fields to include or exclude (based on value provided for"
                                + " include_fields) in the result. Leave empty to retrieve all fields).");
            }
            columns.add(UserColumn.findByName(name).orElseThrow());
        }
        return included ? ShownColumns.only(columns) : ShownColumns.allBut(columns);
    }
}

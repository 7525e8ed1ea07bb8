package dev.usher.jobs.search;

import dev.usher.jobs.profile.UserColumn;
import java.util.Set;

/**
 * The order of a list of users: by one attribute, then by their ids. Users without the attribute come last.
 *
 * @param column not metadata, not derived, no secret
 */
public record UserSort(UserColumn column, boolean descending) {

    /** By their ids, which grow with time. */
    public static final UserSort DEFAULT = new UserSort(UserColumn.USER_ID, false);

    /** These have a value everywhere, and an index that can be read from either end. */
    private static final Set<UserColumn> ALWAYS_THERE =
            Set.of(UserColumn.USER_ID, UserColumn.CREATED_AT, UserColumn.UPDATED_AT);

    private static final String FORM =
            "Sort by one attribute of users: email:1 to begin with the least," + " email:-1 with the greatest.";

    /**
     * @param text {@code created_at:-1}
     * @throws InvalidQueryException if it is of another form, or users can't be sorted by the attribute
     */
    public static UserSort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new InvalidQueryException(FORM);
        }
        var direction = text.substring(colon + 1);
        if (!direction.equals("1") && !direction.equals("-1")) {
            throw new InvalidQueryException(FORM);
        }
        var name = text.substring(0, colon);
        var column = UserColumn.findByName(name)
                .filter(found -> !found.secret() && found.type() != UserColumn.Type.JSON)
                .orElseThrow(() ->
                        new InvalidQueryException("Users can't be sorted by '" + Place.shown(name) + "'. " + FORM));
        return new UserSort(column, direction.equals("-1"));
    }

    /** What follows ORDER BY, for {@code users AS u}. */
    public String orderBy() {
        var direction = descending ? " DESC" : "";
        if (column == UserColumn.USER_ID) {
            return "u.user_id" + direction;
        }
        var attribute = "u." + column.columnName();
        return (TextField.ignoresCase(column) ? TextField.folded(attribute) : attribute)
                + direction
                + (ALWAYS_THERE.contains(column) ? "" : " NULLS LAST")
                + ", u.user_id" + direction;
    }
}

package dev.usher.jobs.importing.validate;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.row.RowWarning;
import dev.usher.jobs.importing.row.RowWarning.Code;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.List;

/** Finds what is worth a warning in rows without errors. */
final class RowWarnings {

    private final ConnectionRules connection;

    RowWarnings(ConnectionRules connection) {
        this.connection = connection;
    }

    List<RowWarning> of(RawRow row) {
        var foreign = row.values().get(UserAttribute.USER_ID) instanceof RowValue.Text userId
                ? connection.foreignStrategy(userId.value())
                : null;
        if (foreign == null && row.others().isEmpty()) {
            return List.of();
        }
        var warnings = new ArrayList<RowWarning>(row.others().size() + 1);
        row.others().forEach(other -> warnings.add(new RowWarning(Code.IGNORED_PROPERTY, other.name())));
        if (foreign != null) {
            warnings.add(new RowWarning(Code.FOREIGN_USER_ID, foreign));
        }
        return List.copyOf(warnings);
    }
}

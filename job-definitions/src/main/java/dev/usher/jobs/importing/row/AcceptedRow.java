package dev.usher.jobs.importing.row;

import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.Map;

/**
 * A row that fits the schema and its connection, with its values in the form in which they are stored: e-mail in lower
 * case where the connection does so, user id with its prefix.
 *
 * @param values the attributes that the row gives; {@link RowValue.Null} means that an upsert unsets the attribute
 */
public record AcceptedRow(RowPosition position, Map<UserAttribute, RowValue> values, List<RowWarning> warnings)
        implements RowOutcome {}

package dev.usher.jobs.importing.row;

import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.Map;

/**
 * One record as it was read: known attributes by name, whatever else it carried, and what the parser found wrong.
 * Nothing is validated yet.
 *
 * @param position where it stands in the file
 * @param values what the record gives for each attribute; an attribute that it does not give is absent
 * @param others the keys that are no attribute, with the offset of the key in the record
 * @param errors what the parser found wrong; a row that has any is rejected, but is still validated so that all its
 *     errors are reported at once
 * @param complete false if the record broke off for the parser, so that a missing attribute means nothing
 */
public record RawRow(
        RowPosition position,
        Map<UserAttribute, RowValue> values,
        List<OtherProperty> others,
        List<RowError> errors,
        boolean complete) {

    /** A key of a record that is no importable attribute. {@code at} is the key's offset in the record, in bytes. */
    public record OtherProperty(String name, int at) {}
}

package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RowValue;
import java.util.Map;
import java.util.Set;

/**
 * Reads a record as what it gives, right or wrong: for those who look at it, not for its import. For one thread.
 *
 * <p>A record that can't be told apart into members, such as one that is not JSON, gives none.
 */
public interface RecordMembers {

    /** What the values of {@link #some} take at most in the record, all together. */
    int MAX_SOME_BYTES = 1 << 20;

    /**
     * All members. What they take in memory is up to thirty times the record.
     *
     * @param record its bytes; those that are no UTF-8 are replaced
     */
    Map<String, RowValue> all(byte[] record);

    /**
     * Some members, for a record that is too large to be shown: a long text is cut, any other long value is left out, and
     * so is what comes after {@link #MAX_SOME_BYTES}.
     *
     * @param record its bytes; those that are no UTF-8 are replaced
     * @param names of the members at the top
     */
    Map<String, RowValue> some(byte[] record, Set<String> names);
}

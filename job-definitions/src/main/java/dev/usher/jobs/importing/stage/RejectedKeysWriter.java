package dev.usher.jobs.importing.stage;

import dev.usher.jobs.postgres.CopyIn;
import dev.usher.jobs.postgres.CopyRows;
import dev.usher.jobs.user.UserAttribute;
import java.util.Map;
import javax.sql.DataSource;

/** Writes the keys of rows that were rejected before they were staged; one per worker. */
public final class RejectedKeysWriter {

    private static final int SMALL_BUFFER_BYTES = 1 << 12;

    private final CopyIn copy;
    private final CopyRows rows = new CopyRows(SMALL_BUFFER_BYTES);

    public RejectedKeysWriter(DataSource dataSource, RejectedKeys table) {
        this.copy = new CopyIn(dataSource, table.name(), RejectedKeys.COLUMNS);
    }

    /** @param keys in the form in which they are stored; those that the row does not tell are absent */
    public void add(Map<UserAttribute, String> keys) {
        rows.startRow(RejectedKeys.COLUMNS.size());
        RejectedKeys.KEYS.forEach(key -> rows.add(keys.get(key)));
        rows.endRow();
    }

    /** Sends what was added since the last call, within the transaction of the calling thread. */
    public void write() {
        if (rows.length() > 0) {
            copy.write(rows);
        }
        clear();
    }

    /** Forgets what was added since the last {@link #write()}. */
    public void clear() {
        rows.clear();
    }
}

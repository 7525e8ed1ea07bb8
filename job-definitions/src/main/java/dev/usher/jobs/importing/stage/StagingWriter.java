package dev.usher.jobs.importing.stage;

import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.postgres.CopyIn;
import dev.usher.jobs.postgres.CopyTextEncoder;
import dev.usher.jobs.user.UserAttribute;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes accepted rows into the staging table of a job; one per worker.
 *
 * <p>Rows are encoded as they are added, so that a block of records needs memory once and not as objects too.
 */
public final class StagingWriter {

    private static final UserAttribute[] ATTRIBUTES = UserAttribute.values();

    private final CopyIn copy;
    private final CopyTextEncoder rows;
    private final StringBuilder json = new StringBuilder(1024);

    public StagingWriter(DataSource dataSource, StagingTable table, int bufferBytes) {
        this.copy = new CopyIn(dataSource, table.name(), StagingTable.columns());
        this.rows = new CopyTextEncoder(bufferBytes);
    }

    /** @param column where the row starts in its line; 1-based, in characters */
    public void add(AcceptedRow row, long column) {
        var position = row.position();
        rows.add(position.record());
        rows.add(position.line());
        rows.add(column);
        rows.add(position.offsetBytes());
        rows.add(position.lengthBytes());
        rows.add(unset(row));
        for (var attribute : ATTRIBUTES) {
            add(row.values().get(attribute));
        }
        rows.endRow();
    }

    /** Sends what was added since the last call, within the transaction of the calling thread. */
    public void write() {
        if (rows.length() > 0) {
            copy.write(rows);
            rows.clear();
        }
    }

    /** Forgets what was added since the last {@link #write()}. */
    public void clear() {
        rows.clear();
    }

    private static int unset(AcceptedRow row) {
        int unset = 0;
        for (var value : row.values().entrySet()) {
            if (value.getValue() instanceof RowValue.Null) {
                unset |= StagingTable.unsetBit(value.getKey());
            }
        }
        return unset;
    }

    private void add(@Nullable RowValue value) {
        if (value == null || value instanceof RowValue.Null) {
            rows.addNull();
        } else if (value instanceof RowValue.Text text) {
            rows.add(text.value());
        } else if (value instanceof RowValue.Bool bool) {
            rows.add(bool.value());
        } else {
            json.setLength(0);
            JsonText.append(json, value);
            rows.add(json);
        }
    }
}

package dev.usher.jobs.importing.stage;

import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.postgres.CopyIn;
import dev.usher.jobs.postgres.CopyTextEncoder;
import dev.usher.jobs.user.UserAttribute;
import java.util.EnumSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes accepted rows into the staging table of a job; one per worker.
 *
 * <p>Rows are encoded as they are added, so that a block of records needs memory once and not as objects too.
 * A block is stored in the order of {@link KeyOrder}.
 */
public final class StagingWriter {

    private static final UserAttribute[] ATTRIBUTES = UserAttribute.values();

    private final CopyIn copy;
    private final AttributeLog log;
    private final String jobId;
    private final int part;
    private final UserAttribute key;
    private final KeyOrder order = new KeyOrder();
    private final CopyTextEncoder rows;
    private final Set<UserAttribute> given = EnumSet.noneOf(UserAttribute.class);
    private final Set<UserAttribute> unset = EnumSet.noneOf(UserAttribute.class);
    private int noted;

    /**
     * @param part number of the part of the file that this worker stages
     * @param key the attribute by which the rows will be resolved and merged
     */
    public StagingWriter(
            DataSource dataSource, AttributeLog log, String jobId, int part, UserAttribute key, int bufferBytes) {
        this.copy = new CopyIn(dataSource, StagingTable.of(jobId).name(), StagingTable.columns());
        this.log = log;
        this.jobId = jobId;
        this.part = part;
        this.key = key;
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
        order.add(row.values().get(key) instanceof RowValue.Text text ? text.value() : "");
    }

    /** Sends what was added since the last call, within the transaction of the calling thread. */
    public void write() {
        if (rows.length() > 0) {
            copy.write(rows, order.sorted());
            clear();
        }
        if (given.size() + unset.size() > noted) {
            log.note(jobId, part, new StagedAttributes(given, unset));
            noted = given.size() + unset.size();
        }
    }

    /** Forgets what was added since the last {@link #write()}. */
    public void clear() {
        rows.clear();
        order.clear();
    }

    /** Notes what the row gives, and tells what it unsets. */
    private int unset(AcceptedRow row) {
        int bits = 0;
        for (var value : row.values().entrySet()) {
            if (value.getValue() instanceof RowValue.Null) {
                bits |= StagingTable.unsetBit(value.getKey());
                unset.add(value.getKey());
            } else {
                given.add(value.getKey());
            }
        }
        return bits;
    }

    private void add(@Nullable RowValue value) {
        if (value == null || value instanceof RowValue.Null) {
            rows.addNull();
        } else if (value instanceof RowValue.Text text) {
            rows.add(text.value());
        } else if (value instanceof RowValue.Bool bool) {
            rows.add(bool.value());
        } else {
            rows.startText();
            JsonText.append(rows, value);
        }
    }
}

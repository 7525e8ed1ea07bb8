package dev.usher.jobs.importing.stage;

import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.postgres.CopyIn;
import dev.usher.jobs.postgres.CopyRows;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes accepted rows into the staging table of a job; one per worker.
 *
 * <p>Rows are encoded as they are added, so that a block of records needs memory once and not as objects too.
 * A block is stored in the order of {@link KeyOrder}. Only the attributes that rows of the part have given so far are
 * sent: most files give a few of all, and the server would parse a null for each of the others.
 */
public final class StagingWriter {

    private static final int SMALL_BUFFER_BYTES = 1 << 16;

    private final DataSource dataSource;
    private final AttributeLog log;
    private final String jobId;
    private final int part;
    private final UserAttribute key;
    private final RowDigest digest;
    private final Set<UserAttribute> given = EnumSet.noneOf(UserAttribute.class);
    private final Set<UserAttribute> unset = EnumSet.noneOf(UserAttribute.class);
    private final List<Batch> narrower = new ArrayList<>();
    private Batch batch;
    private int noted;

    /** Rows that are sent with the same columns. */
    private record Batch(CopyIn copy, List<UserAttribute> attributes, int columns, CopyRows rows, KeyOrder order) {

        void send() {
            if (rows.length() > 0) {
                copy.write(rows, order.sorted());
            }
        }

        void clear() {
            rows.clear();
            order.clear();
        }
    }

    /**
     * @param part number of the part of the file that this worker stages
     * @param key the attribute by which the rows will be resolved and merged
     * @param rules names the rules by which they will be merged, for their digests
     */
    public StagingWriter(
            DataSource dataSource,
            AttributeLog log,
            String jobId,
            int part,
            UserAttribute key,
            String rules,
            int bufferBytes) {
        this.dataSource = dataSource;
        this.log = log;
        this.jobId = jobId;
        this.part = part;
        this.key = key;
        this.digest = new RowDigest(rules);
        this.batch = batch(new CopyRows(bufferBytes));
    }

    /** @param column where the row starts in its line; 1-based, in characters */
    public void add(AcceptedRow row, long column) {
        int unsetBits = note(row);
        if (given.size() > batch.attributes().size()) {
            widen();
        }
        var rows = batch.rows();
        var position = row.position();
        rows.startRow(batch.columns());
        rows.add(position.record());
        rows.add(position.line());
        rows.add(column);
        rows.add(position.offsetBytes());
        rows.add(position.lengthBytes());
        rows.add(unsetBits);
        digest.start();
        for (var attribute : batch.attributes()) {
            int start = rows.length();
            if (add(rows, row.values().get(attribute))) {
                digest.add(attribute, rows.buffer(), start, rows.length());
            }
        }
        var sum = digest.end();
        if (unsetBits == 0) {
            rows.addUuid(sum);
        } else {
            // A new user gets defaults for what is null, which the same row would clear the next time.
            rows.addNull();
        }
        rows.endRow();
        batch.order().add(row.values().get(key) instanceof RowValue.Text text ? text.value() : "");
    }

    /** Sends what was added since the last call, within the transaction of the calling thread. */
    public void write() {
        narrower.forEach(Batch::send);
        batch.send();
        clear();
        if (given.size() + unset.size() > noted) {
            log.note(jobId, part, new StagedAttributes(given, unset));
            noted = given.size() + unset.size();
        }
    }

    /** Forgets what was added since the last {@link #write()}. */
    public void clear() {
        narrower.clear();
        batch.clear();
    }

    /** The rows so far keep their columns; those that follow have one for each attribute that was given since. */
    private void widen() {
        if (batch.rows().length() > 0) {
            narrower.add(batch);
            // It grows; a file whose rows differ must not cost a large buffer for each attribute.
            batch = batch(new CopyRows(SMALL_BUFFER_BYTES));
        } else {
            batch = batch(batch.rows());
        }
    }

    private Batch batch(CopyRows rows) {
        var attributes = List.copyOf(given);
        var columns = StagingTable.columns(attributes);
        var copy = new CopyIn(dataSource, StagingTable.of(jobId).name(), columns);
        return new Batch(copy, attributes, columns.size(), rows, new KeyOrder());
    }

    /** Notes what the row gives, and tells what it unsets. */
    private int note(AcceptedRow row) {
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

    /** Returns whether there is a value. */
    private static boolean add(CopyRows rows, @Nullable RowValue value) {
        if (value == null || value instanceof RowValue.Null) {
            rows.addNull();
            return false;
        }
        if (value instanceof RowValue.Text text) {
            rows.add(text.value());
        } else if (value instanceof RowValue.Bool bool) {
            rows.add(bool.value());
        } else {
            rows.startText();
            JsonText.append(rows, value);
            rows.endText();
        }
        return true;
    }
}

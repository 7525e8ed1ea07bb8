package dev.usher.jobs.exporting.snapshot;

import dev.usher.jobs.exporting.field.UserValues;
import dev.usher.jobs.postgres.BinaryRow;
import dev.usher.jobs.profile.UserColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of COPY as a user; one per COPY. */
final class SnapshotRow implements UserValues {

    private final int[] versionBytes;
    private @Nullable BinaryRow row;

    SnapshotRow(List<UserColumn> columns) {
        this.versionBytes =
                columns.stream().mapToInt(column -> isJsonb(column) ? 1 : 0).toArray();
    }

    /** Whether the server sends a version byte in front of the value. */
    private static boolean isJsonb(UserColumn column) {
        return column.type() == UserColumn.Type.JSON && !column.derivedJson();
    }

    SnapshotRow at(BinaryRow next) {
        row = next;
        return this;
    }

    @Override
    public byte[] bytes() {
        return row().bytes();
    }

    @Override
    public int offset(int column) {
        return row().offset(column) + versionBytes[column];
    }

    @Override
    public int length(int column) {
        int length = row().length(column);
        return length < 0 ? length : length - versionBytes[column];
    }

    private BinaryRow row() {
        if (row == null) {
            throw new IllegalStateException("no user was read yet");
        }
        return row;
    }
}

package dev.usher.app.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** How far an export is, from a row of {@link JobRows}. The file takes the last twentieth. */
final class ExportProgress {

    private ExportProgress() {}

    static JobProgress of(ResultSet row) throws SQLException {
        long users = row.getLong("export_users");
        if (row.wasNull()) {
            return new JobProgress("bounds", 0, 0, 0, OptionalLong.empty());
        }
        long rows = row.getLong("chunk_rows");
        if (row.getLong("chunks_open") == 0) {
            return new JobProgress(isDelivering(row) ? "deliver" : "publish", 95, users, rows, OptionalLong.empty());
        }
        int percentage = (int) (95 * row.getLong("users_done") / Math.max(1, users));
        return new JobProgress("segments", percentage, users, rows, OptionalLong.empty());
    }

    /** Whether the file is put together, and on its way to a store. */
    private static boolean isDelivering(ResultSet row) throws SQLException {
        return row.getString("target_external") != null && row.getBoolean("delivering");
    }
}

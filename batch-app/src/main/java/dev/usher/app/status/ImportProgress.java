package dev.usher.app.status;

import dev.usher.jobs.importing.UserImportRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an import is, from a row of {@link JobRows}; shared by all threads.
 *
 * <p>The scan is the first twentieth, staging the next nine; the rest is the merge, of which a gated job spends the first
 * half, and a dry run all, on looking for conflicts. Whoever is missing from the file is the last twentieth's.
 */
final class ImportProgress {

    /** Percent, of a job that goes on with who is missing. */
    private static final int MERGED = 95;

    private final JsonMapper json;

    ImportProgress(JsonMapper json) {
        this.json = json;
    }

    JobProgress of(ResultSet row) throws SQLException {
        long rowsTotal = row.getLong("rows_read");
        if (row.wasNull()) {
            return new JobProgress(row.getBoolean("fetching") ? "fetch" : "scan", 0, 0, 0, OptionalLong.of(0));
        }
        long failed = row.getLong("rows_rejected");
        long ranges = row.getLong("ranges");
        if (ranges == 0) {
            double staged = row.getDouble("bytes_done") / Math.max(1, row.getDouble("bytes_total"));
            var phase = staged < 1 ? "stage" : "resolve";
            return new JobProgress(
                    phase, percentage(5, 50, staged), rowsTotal, row.getLong("rows_staged"), OptionalLong.of(failed));
        }
        var request = json.readValue(row.getString("import_request"), UserImportRequest.class);
        double resolved = request.gated() ? row.getDouble("ranges_resolved") / ranges : 1;
        if (resolved < 1) {
            int end = request.dryRun() ? 100 : 75;
            // Ranges hold about the same number of rows.
            long done = Math.round(rowsTotal * resolved);
            return new JobProgress(
                    "conflicts", percentage(50, end, resolved), rowsTotal, done, OptionalLong.of(failed));
        }
        double merged = request.dryRun() ? 1 : row.getDouble("ranges_merged") / ranges;
        long mirrorRanges = row.getLong("mirror_ranges");
        long mirrorRangesLeft = mirrorRanges - row.getLong("mirror_ranges_applied");
        var phase = merged < 1 ? "merge" : mirrorRangesLeft > 0 ? "mirror" : "summary";
        int percentage = phase.equals("mirror")
                ? percentage(MERGED, 100, 1 - (double) mirrorRangesLeft / mirrorRanges)
                : percentage(request.gated() ? 75 : 50, mirrorRangesLeft > 0 ? MERGED : 100, merged);
        return new JobProgress(
                phase, percentage, rowsTotal, row.getLong("rows_merged") + failed, OptionalLong.of(failed));
    }

    private static int percentage(int from, int to, double done) {
        return (int) (from + (to - from) * done);
    }
}

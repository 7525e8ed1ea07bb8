package dev.usher.app.status;

import dev.usher.jobs.importing.UserImportRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads from the tables of its stages how far an import is; shared by all threads.
 *
 * <p>The scan is the first twentieth, staging the next nine; the rest is the merge, of which a gated job spends the first
 * half, and a dry run all, on looking for conflicts.
 */
final class JdbcImportProgress {

    private static final String PROGRESS = """
            SELECT i.records AS rows_total, i.duplicates, j.request, p.*, r.*
              FROM jobs AS j
              LEFT JOIN import_inputs AS i ON i.job_id = j.id,
                   (SELECT coalesce(sum(records), 0) AS staged, coalesce(sum(rejected), 0) AS rejected,
                           coalesce(sum(next_offset_bytes - offset_bytes), 0) AS bytes_done,
                           coalesce(sum(end_offset_bytes - offset_bytes), 0) AS bytes_total
                      FROM import_parts
                     WHERE job_id = :job) AS p,
                   (SELECT count(*) AS ranges, count(*) FILTER (WHERE merged) AS ranges_merged,
                           count(*) FILTER (WHERE resolved) AS ranges_resolved,
                           coalesce(sum(inserted + updated), 0) AS merged, coalesce(sum(failed), 0) AS failed
                      FROM import_key_ranges
                     WHERE job_id = :job) AS r
             WHERE j.id = :job AND j.status = 'processing' AND j.type = 'users_import'
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcImportProgress(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Empty if the job is no import that is being processed. */
    Optional<JobProgress> of(String jobId) {
        return jdbc.sql(PROGRESS)
                .param("job", jobId)
                .query((row, number) -> progress(row))
                .optional();
    }

    private JobProgress progress(ResultSet row) throws SQLException {
        long rowsTotal = row.getLong("rows_total");
        if (row.wasNull()) {
            return new JobProgress("scan", 0, 0, 0, OptionalLong.of(0));
        }
        long failed = row.getLong("rejected") + row.getLong("duplicates") + row.getLong("failed");
        long ranges = row.getLong("ranges");
        if (ranges == 0) {
            double staged = row.getDouble("bytes_done") / Math.max(1, row.getDouble("bytes_total"));
            var phase = staged < 1 ? "stage" : "resolve";
            return new JobProgress(
                    phase, percentage(5, 50, staged), rowsTotal, row.getLong("staged"), OptionalLong.of(failed));
        }
        var request = json.readValue(row.getString("request"), UserImportRequest.class);
        double resolved = request.gated() ? row.getDouble("ranges_resolved") / ranges : 1;
        if (resolved < 1) {
            int end = request.dryRun() ? 100 : 75;
            // Ranges hold about the same number of rows.
            long done = Math.round(rowsTotal * resolved);
            return new JobProgress(
                    "conflicts", percentage(50, end, resolved), rowsTotal, done, OptionalLong.of(failed));
        }
        double merged = request.dryRun() ? 1 : row.getDouble("ranges_merged") / ranges;
        var phase = merged < 1 ? "merge" : "summary";
        int percentage = percentage(request.gated() ? 75 : 50, 100, merged);
        return new JobProgress(phase, percentage, rowsTotal, row.getLong("merged") + failed, OptionalLong.of(failed));
    }

    private static int percentage(int from, int to, double done) {
        return (int) (from + (to - from) * done);
    }
}

package dev.usher.jobs.importing.rejection;

import dev.usher.jobs.postgres.CopyIn;
import dev.usher.jobs.postgres.CopyRows;
import dev.usher.jobs.postgres.SqlName;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link RowErrors} in the table {@code job_errors}; shared by workers. */
final class JdbcRowErrors implements RowErrors {

    private static final int RECORDS_AT_ONCE = 1_000;

    private static final List<String> COLUMNS = List.of(
            "job_id",
            "record_number",
            "error_number",
            "line_number",
            "column_number",
            "byte_offset",
            "record_offset",
            "record_length",
            "code",
            "path",
            "message");

    /**
     * The last record of the page is looked up once, and the page is a range of the primary key. A join with its records
     * would leave the server a choice that it makes by statistics, and those know nothing of a job that has just run: it
     * would expect one error and look all of them up again for each.
     */
    private static final String PAGE = """
            SELECT record_number, line_number, column_number, byte_offset, record_offset, record_length, code, path, message
              FROM job_errors
             WHERE job_id = :job
               AND record_number > :after
               AND record_number <= (SELECT max(record_number)
                                       FROM (SELECT DISTINCT record_number
                                               FROM job_errors
                                              WHERE job_id = :job AND record_number > :after
                                              ORDER BY record_number
                                              LIMIT :limit) AS p)
             ORDER BY record_number, error_number
            """;

    private static final String LENGTH = """
            SELECT coalesce(sum(record_length + 1), 0)
              FROM (SELECT DISTINCT record_number, record_length
                      FROM job_errors
                     WHERE job_id = :job AND record_number <= :last) AS r
            """;

    private static final String COUNTS = """
            SELECT code, count(*) AS rows, (array_agg(line ORDER BY line))[1\\:5] AS first_lines
              FROM (SELECT code, record_number, min(line_number) AS line
                      FROM job_errors
                     WHERE job_id = :job
                     GROUP BY code, record_number) AS e
             GROUP BY code
             ORDER BY rows DESC, code
            """;

    private final JdbcClient jdbc;
    private final CopyIn copy;

    JdbcRowErrors(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.copy = new CopyIn(dataSource, SqlName.of("job_errors"), COLUMNS);
    }

    @Override
    public void add(String jobId, List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return;
        }
        var rows = new CopyRows(rejections.size() * 256);
        for (var rejection : rejections) {
            int number = 0;
            for (var error : rejection.errors()) {
                encode(rows, jobId, rejection, ++number, error);
            }
        }
        copy.write(rows);
    }

    private static void encode(
            CopyRows rows, String jobId, Rejection rejection, int number, Rejection.PlacedError placed) {
        rows.startRow(COLUMNS.size());
        rows.add(jobId);
        rows.add(rejection.position().record());
        rows.add(number);
        rows.add(placed.location().line());
        rows.add(placed.location().column());
        rows.add(placed.location().offsetBytes());
        rows.add(rejection.position().offsetBytes());
        rows.add(rejection.position().lengthBytes());
        rows.add(placed.error().code().name());
        rows.add(placed.error().path());
        rows.add(placed.error().message());
        rows.endRow();
    }

    @Override
    public List<StoredRowError> page(String jobId, long afterRecord, int limit) {
        return records(jobId, afterRecord, limit).stream()
                .flatMap(r -> r.errors().stream())
                .toList();
    }

    @Override
    public List<ErrorCount> countsByCode(String jobId) {
        return jdbc.sql(COUNTS)
                .param("job", jobId)
                .query((row, number) ->
                        new ErrorCount(row.getString("code"), row.getLong("rows"), longs(row.getArray("first_lines"))))
                .list();
    }

    private static List<Long> longs(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }

    @Override
    public long countRows(String jobId) {
        return jdbc.sql("SELECT count(DISTINCT record_number) FROM job_errors WHERE job_id = :job")
                .param("job", jobId)
                .query(Long.class)
                .single();
    }

    @Override
    public void forEachRecord(String jobId, long afterRecord, long limit, Consumer<RejectedRecord> consumer) {
        long after = afterRecord;
        long left = limit;
        while (left > 0) {
            int most = (int) Math.min(RECORDS_AT_ONCE, left);
            var page = records(jobId, after, most);
            page.forEach(consumer);
            if (page.size() < most) {
                return;
            }
            after = page.get(most - 1).record();
            left -= most;
        }
    }

    @Override
    public long lengthOfLines(String jobId, long lastRecord) {
        return jdbc.sql(LENGTH)
                .param("job", jobId)
                .param("last", lastRecord)
                .query(Long.class)
                .single();
    }

    @Override
    public void deleteAll(String jobId) {
        jdbc.sql("DELETE FROM job_errors WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    private List<RejectedRecord> records(String jobId, long after, int limit) {
        var records = new ArrayList<RejectedRecord>();
        jdbc.sql(PAGE)
                .param("job", jobId)
                .param("after", after)
                .param("limit", limit)
                .query(row -> {
                    long record = row.getLong("record_number");
                    if (records.isEmpty() || records.get(records.size() - 1).record() != record) {
                        records.add(new RejectedRecord(
                                record, row.getLong("record_offset"), row.getLong("record_length"), new ArrayList<>()));
                    }
                    records.get(records.size() - 1).errors().add(error(row));
                });
        return records;
    }

    private static StoredRowError error(ResultSet row) throws SQLException {
        return new StoredRowError(
                row.getLong("record_number"),
                row.getLong("line_number"),
                row.getLong("column_number"),
                row.getLong("byte_offset"),
                row.getString("code"),
                row.getString("path"),
                row.getString("message"));
    }
}

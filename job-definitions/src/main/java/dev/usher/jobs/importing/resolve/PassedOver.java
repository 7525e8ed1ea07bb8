package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the rows that ask for a change of their user which an upsert does not make; one per worker. */
public final class PassedOver {

    private static final String WARN = """
            INSERT INTO job_warnings (job_id, part, code, path, rows)
            VALUES (:job, :part, 'NOT_UPSERTABLE', :path, :rows)
            """;

    private final JdbcClient jdbc;
    private final String jobId;
    private final UpsertRules rules;
    private final StagedAttributes staged;
    private final RowResolution resolution;

    public PassedOver(
            JdbcClient jdbc, String jobId, UpsertRules rules, StagedAttributes staged, RowResolution resolution) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.rules = rules;
        this.staged = staged;
        this.resolution = resolution;
    }

    /** Notes a warning for each attribute, in the transaction of the calling thread; once for each range of a job. */
    public void warn(KeyRange range) {
        var attributes = rules.passedOver(staged);
        if (!rules.upsert() || attributes.isEmpty()) {
            return;
        }
        var counts = attributes.stream()
                .map(a -> "count(*) FILTER (WHERE " + rules.differs(a, staged) + ") AS " + a.attributeName())
                .collect(Collectors.joining(", "));
        var sql = "SELECT " + counts + " FROM " + StagingTable.of(jobId).name() + " AS s JOIN users AS u ON "
                + resolution.matchedWithin(range) + " WHERE " + resolution.inRange(range);
        resolution.statement(sql, range).query(row -> {
            for (var attribute : attributes) {
                warn(range, attribute, row.getLong(attribute.attributeName()));
            }
        });
    }

    private void warn(KeyRange range, UserAttribute attribute, long rows) {
        if (rows > 0) {
            jdbc.sql(WARN)
                    .param("job", jobId)
                    .param("part", range.number())
                    .param("path", attribute.attributeName())
                    .param("rows", rows)
                    .update();
        }
    }
}

package dev.usher.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.status.JobFilter.Position;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobListIT {

    private static final Instant MORNING = Instant.parse("2026-03-01T06:00:00.000123Z");

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final JobStatusService status = application.bean(JobStatusService.class);

    @BeforeEach
    void forgetJobs() {
        application.jdbc().sql("DELETE FROM jobs").update();
    }

    /** Jobs of the same moment too: the page ends in their midst. */
    @Test
    void pagesGoThroughAllJobsOnce() {
        for (int i = 0; i < 7; i++) {
            insert("completed", MORNING.plusSeconds(i / 3));
        }

        var seen = new ArrayList<String>();
        var after = Optional.<Position>empty();
        for (int page = 0; page < 4; page++) {
            var jobs = status.list(filter(Optional.empty(), Optional.empty(), after), 2);
            jobs.forEach(job -> seen.add(job.id()));
            after = jobs.stream().reduce((first, last) -> last).map(job -> new Position(job.createdAt(), job.id()));
        }

        var all = status.list(JobFilter.ALL, 100);
        assertThat(seen).hasSize(7).doesNotHaveDuplicates().isEqualTo(ids(all));
        assertThat(all).extracting(JobView::createdAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void filtersByStatusAndTime() {
        var early = insert("failed", MORNING);
        var late = insert("failed", MORNING.plusSeconds(60));
        var done = insert("completed", MORNING.plusSeconds(60));

        assertThat(ids(status.list(JobFilter.of(Optional.of(JobStatus.FAILED)), 100)))
                .containsExactly(late, early);
        assertThat(ids(status.list(
                        filter(Optional.of(MORNING.plusSeconds(60)), Optional.empty(), Optional.empty()), 9)))
                .containsExactlyInAnyOrder(late, done);
        assertThat(ids(status.list(
                        filter(Optional.empty(), Optional.of(MORNING.plusSeconds(60)), Optional.empty()), 9)))
                .containsExactly(early);
    }

    @Test
    void filtersByTypeAndConnection() {
        var job = insert("completed", MORNING);
        var connection = status.require(job).connectionId();

        assertThat(status.list(
                        new JobFilter(
                                Optional.empty(),
                                Optional.of("users_import"),
                                connection,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        9))
                .hasSize(1);
        assertThat(status.list(
                        new JobFilter(
                                Optional.empty(),
                                Optional.of("users_export"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        9))
                .isEmpty();
        assertThat(status.list(
                        new JobFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("con_zzzzzzzzzzzzzzzz"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        9))
                .isEmpty();
    }

    /** Its page is found by the index, and nothing is counted for the jobs that ended well. */
    @Test
    void aPageCostsAsMuchAsItHasRows() {
        var request = application.request(Path.of("/users.ndjson"));
        application.insertJob("processing", request);
        application.jdbc().sql("""
                        INSERT INTO jobs (id, type, status, connection_id, connection, request, created_at)
                        SELECT 'job_' || lpad(n::text, 16, 'x'), type, 'completed', connection_id, connection, request,
                               created_at - n * interval '1 second'
                          FROM jobs, generate_series(1, 5000) AS n
                        """).update();
        application
                .jdbc()
                .sql("INSERT INTO import_inputs SELECT id, '', 0, '', 0, 0, '{}' FROM jobs")
                .update();
        application
                .jdbc()
                .sql("INSERT INTO import_parts SELECT id, 0, 0, 9, 1, 1, 1, 0, 1, 1 FROM jobs")
                .update();
        application.jdbc().sql("ANALYZE jobs, import_inputs, import_parts").update();

        var plan = String.join(
                "\n",
                application
                        .jdbc()
                        .sql("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) " + JobRows.LIST)
                        .param("status", null, Types.VARCHAR)
                        .param("type", null, Types.VARCHAR)
                        .param("connection", null, Types.VARCHAR)
                        .param("from", null, Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("before", null, Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("lastCreated", null, Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("lastId", null, Types.VARCHAR)
                        .param("limit", 50)
                        .query(String.class)
                        .list());

        assertThat(plan)
                .containsPattern("using jobs_by_age on jobs .*rows=50")
                .containsPattern("import_parts .*loops=1\\)")
                .doesNotContain("Seq Scan on jobs", "Seq Scan on import");
    }

    private static JobFilter filter(Optional<Instant> from, Optional<Instant> before, Optional<Position> after) {
        return new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), from, before, after);
    }

    private static String insert(String state, Instant createdAt) {
        var job = application.insertJob(state, application.request(Path.of("/users.ndjson")));
        application
                .jdbc()
                .sql("UPDATE jobs SET created_at = CAST(:at AS timestamptz) WHERE id = :job")
                .param("at", createdAt.toString())
                .param("job", job)
                .update();
        return job;
    }

    private static List<String> ids(List<JobView> jobs) {
        return jobs.stream().map(JobView::id).toList();
    }
}

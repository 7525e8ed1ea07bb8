package dev.usher.app.notice;

import static dev.usher.app.notice.NoticeWorld.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** What the end of a job writes down, and that nothing keeps a job from its end. */
class JobTriggerIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final JdbcClient jdbc =
            JdbcClient.create(postgres.migratedDatabase().dataSource());
    private final Webhooks webhooks = new JdbcWebhooks(jdbc, TransactionOperations.withoutTransaction());
    private final NoticeWorld world = new NoticeWorld(jdbc);

    @BeforeEach
    void createWebhook() {
        webhooks.insert(
                "whk_0000000000000001",
                draft("https://hooks.example.com/"),
                WebhookSecret.generate(new SecureRandom()));
    }

    @AfterEach
    void empty() {
        jdbc.sql("TRUNCATE jobs, webhooks, notices CASCADE").update();
    }

    @Test
    void anImportIsToldOfInFull() {
        var job = world.processingJob("users_import", false);
        jdbc.sql(
                        "UPDATE jobs SET created_at = '2026-01-31 12:00:00Z', started_at = '2026-01-31 12:00:01.5Z', total = 9,"
                                + " inserted = 4, updated = 3, unchanged = 1, failed = 2, request = '{\"dry_run\": true}'")
                .update();
        jdbc.sql("UPDATE jobs SET status = 'completed', finished_at = '2026-01-31 12:00:02Z'")
                .update();

        assertThat(world.bodies(job))
                .containsExactly(
                        "{\"type\":\"job.completed\",\"timestamp\":\"2026-01-31T12:00:02.000Z\",\"data\":{\"id\":\""
                                + job + "\",\"type\":\"users_import\",\"status\":\"completed\",\"connection\":\"acme\","
                                + "\"connection_id\":\"con_0000000000000001\",\"external_id\":\"nightly-17\",\"dry_run\":true,"
                                + "\"created_at\":\"2026-01-31T12:00:00.000Z\",\"started_at\":\"2026-01-31T12:00:01.500Z\","
                                + "\"finished_at\":\"2026-01-31T12:00:02.000Z\","
                                + "\"summary\":{\"failed\":2,\"updated\":3,\"inserted\":4,\"total\":9},\"unchanged\":1}}");
    }

    @Test
    void whatAMirrorDidOrWhyItWasRefusedIsTold() {
        var applied = world.processingJob("users_import", false);
        world.mirror(applied, "delete", "applied", null);
        world.end(applied, "completed");
        var refused = world.processingJob("users_import", false);
        world.mirror(refused, "block", "refused", "UNKNOWN_RECORDS");
        world.end(refused, "completed");

        assertThat(world.bodies(applied).get(0))
                .endsWith("\"mirror\":{\"action\":\"delete\",\"outcome\":\"applied\",\"users\":100,\"missing\":12,"
                        + "\"due\":10,\"waiting\":2,\"returning\":3,\"deleted\":9,\"unblocked\":1}}}");
        assertThat(world.bodies(refused).get(0))
                .contains("\"mirror\":{\"action\":\"block\",\"outcome\":\"refused\",\"reason\":\"UNKNOWN_RECORDS\",")
                .contains("\"blocked\":9");
    }

    @Test
    void ofAnExportThereIsATotalOnlyAndOfAFailureItsCode() {
        var export = world.processingJob("users_export", false);
        jdbc.sql("UPDATE jobs SET total = 7").update();
        world.end(export, "completed");
        var failed = world.processingJob("users_import", false);
        jdbc.sql("UPDATE jobs SET status_code = 'TOO_MANY_ERRORS', status_details = 'in words' WHERE id = :id")
                .param("id", failed)
                .update();
        world.end(failed, "failed");

        assertThat(world.bodies(export).get(0))
                .contains("\"summary\":{\"total\":7}")
                .doesNotContain("unchanged", "dry_run");
        assertThat(world.bodies(failed).get(0))
                .contains("\"status_code\":\"TOO_MANY_ERRORS\"")
                .doesNotContain("in words", "summary");
    }

    @Test
    void whateverAClientCallsItsJobTheBodyIsJson() {
        var name = "\"},{\\\u0001\u2028\uD83D\uDE00'";
        var job = world.processingJob("users_import", false);
        jdbc.sql("UPDATE jobs SET external_id = :name").param("name", name).update();
        world.end(job, "stopped");

        assertThat(new JsonMapper()
                        .readTree(world.bodies(job).get(0))
                        .path("data")
                        .path("external_id")
                        .stringValue())
                .isEqualTo(name);
    }

    @Test
    void aJobThatEndsAgainIsToldOfAgainAndMailedOfOnce() {
        var job = world.processingJob("users_import", true);
        for (var status : List.of("stopped", "failed", "completed")) {
            world.end(job, status);
            jdbc.sql("UPDATE jobs SET status = 'processing', finished_at = NULL WHERE status <> 'completed'")
                    .update();
        }

        assertThat(kinds(job))
                .containsExactly(
                        "webhook job.stopped", "mail job.failed", "webhook job.failed", "webhook job.completed");
    }

    private List<String> kinds(String job) {
        return jdbc.sql("SELECT kind || ' ' || event FROM notices WHERE job_id = :job ORDER BY created_at, kind")
                .param("job", job)
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @CsvSource({"pending, processing", "processing, pending", "completed, completed"})
    void nothingElseIsToldOf(String before, String after) {
        var job = world.processingJob("users_import", true);
        jdbc.sql("ALTER TABLE jobs DISABLE TRIGGER jobs_tell_of_end").update();
        world.end(job, before);
        jdbc.sql("ALTER TABLE jobs ENABLE TRIGGER jobs_tell_of_end").update();

        world.end(job, after);

        assertThat(world.bodies(job)).isEmpty();
    }

    @Test
    void aDisabledWebhookIsToldNothing() {
        webhooks.change("whk_0000000000000001", WebhookChange.enabled(false));

        assertThat(world.bodies(world.completedJob())).isEmpty();
    }

    @Test
    void whatIsNotCommittedIsNotTold() throws SQLException {
        var job = world.processingJob("users_import", true);
        try (var session = postgres.migratedDatabase().dataSource().getConnection();
                var statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("UPDATE jobs SET status = 'completed', finished_at = now() WHERE id = '" + job + "'");
            session.rollback();
        }

        assertThat(world.bodies(job)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM webhooks",
                "SELECT FROM webhooks FOR UPDATE",
                "UPDATE webhooks SET id = 'whk_0000000000000002'"
            })
    void whoeverHasAWebhookInHandsDelaysNoJobAndLosesNoNotice(String statementOfAnother) throws SQLException {
        try (var session = postgres.migratedDatabase().dataSource().getConnection();
                var statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute(statementOfAnother);

            var job = world.completedJob();
            session.rollback();

            assertThat(world.bodies(job)).hasSize(1);
        }
    }

    @Test
    void aWebhookTakesItsNoticesAlong() {
        var job = world.completedJob();

        webhooks.delete("whk_0000000000000001");

        assertThat(world.bodies(job)).isEmpty();
    }

    @Test
    void ofADeletedJobOnlyWhatWaitsIsKept() {
        var waiting = world.completedJob();
        var told = world.completedJob();
        jdbc.sql("UPDATE notices SET state = 'delivered', ended_at = now() WHERE job_id = :job")
                .param("job", told)
                .update();

        jdbc.sql("DELETE FROM jobs").update();

        assertThat(world.bodies(waiting)).hasSize(1);
        assertThat(world.bodies(told)).isEmpty();
    }

    /** The schema may belong to somebody else than the one who runs jobs in it. */
    @Test
    void whoMayTellNobodyEndsItsJobsAllTheSame() throws SQLException {
        var job = world.processingJob("users_import", true);
        jdbc.sql("CREATE ROLE runs_jobs").update();
        jdbc.sql("GRANT SELECT, UPDATE ON jobs TO runs_jobs").update();
        try (var session = postgres.migratedDatabase().dataSource().getConnection();
                var statement = session.createStatement()) {
            statement.execute("SET ROLE runs_jobs");
            statement.execute("UPDATE jobs SET status = 'completed', finished_at = now() WHERE id = '" + job + "'");

            assertThat(statement.getWarnings().getMessage())
                    .contains("job " + job + " has ended, and nobody is told of it: error 42501");
        } finally {
            jdbc.sql("DROP OWNED BY runs_jobs").update();
            jdbc.sql("DROP ROLE runs_jobs").update();
        }

        assertThat(jdbc.sql("SELECT status FROM jobs").query(String.class).single())
                .isEqualTo("completed");
        assertThat(world.bodies(job)).isEmpty();
    }
}

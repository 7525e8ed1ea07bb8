package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.schedule.RunView.Kind;
import dev.usher.app.schedule.RunView.Outcome;
import dev.usher.app.status.MirrorDocument;
import dev.usher.jobs.external.ExternalStores;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What comes of the firings of a schedule, by a clock that is set. */
class FiringIT {

    private static final String NIGHTLY = "0 0 2 * * ?";

    /** Its own look is stopped: by its clock those here have firings of years ago or to come. */
    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.scheduler.look=1m");

    @BeforeAll
    static void doNotLook() {
        server.bean(ScheduleWatch.class).stop();
    }

    private Instant now = Instant.parse("2046-05-01T12:00:00Z");

    @AfterEach
    void forgetSchedules() {
        server.jdbc().sql("DELETE FROM schedules").update();
        server.jdbc().sql("DELETE FROM jobs").update();
    }

    @Test
    void aFiringInTimeBecomesOneJob() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);

        settleAt(id, "2046-05-02T02:00:00Z");
        settleAt(id, "2046-05-02T02:00:10Z");

        assertThat(runs(id)).singleElement().satisfies(run -> {
            assertThat(run.fireTime()).isEqualTo("2046-05-02T02:00:00Z");
            assertThat(run.outcome()).isEqualTo(Outcome.SUBMITTED);
            assertThat(run.kind()).isEqualTo(Kind.SCHEDULED);
            assertThat(run.jobId()).isNotNull();
        });
        assertThat(jobs()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RUN_ONCE, 2046-05-02T10:00:00Z, 1, 1",
        "SKIP,     2046-05-02T10:00:00Z, 1, 0",
        "RUN_ONCE, 2046-05-04T09:00:00Z, 3, 1",
        "SKIP,     2046-05-04T09:00:00Z, 3, 0",
    })
    void missedNightsAreMadeUpForOnceOrNotAtAll(Misfire misfire, String back, int missed, int jobs) {
        var id = schedule(NIGHTLY, "UTC", misfire, false);

        settleAt(id, back);
        settleAt(id, back);

        assertThat(jobs()).isEqualTo(jobs);
        assertThat(runs(id).stream().filter(run -> run.outcome() == Outcome.MISSED))
                .hasSize(missed);
        assertThat(runs(id).stream().filter(run -> run.kind() == Kind.CATCH_UP)).hasSize(jobs);
        assertThat(service().require(id).missedRuns()).isEqualTo(missed);
    }

    @Test
    void theNightAfterIsNotDisturbedByTheCatchUp() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        settleAt(id, "2046-05-02T10:00:00Z");
        endJobs();

        settleAt(id, "2046-05-03T02:00:03Z");

        assertThat(runs(id))
                .extracting(RunView::outcome)
                .containsExactly(Outcome.SUBMITTED, Outcome.SUBMITTED, Outcome.MISSED);
    }

    @Test
    void aRunSaysWhatItsJobDidAlsoWhenTheJobIsRemoved() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        settleAt(id, "2046-05-02T02:00:00Z");
        server.jdbc().sql("""
                        INSERT INTO import_mirrors (job_id, action, outcome, reason, users, missing, due, back, gone, unblocked)
                        SELECT id, 'block', 'refused', 'NEWER_RUN', 100, 12, 10, 3, 9, 1 FROM jobs
                        """).update();
        server.jdbc()
                .sql("UPDATE jobs SET status = 'failed', status_code = 'MIRROR_GUARD', finished_at = now()")
                .update();
        var before = runs(id).get(0);

        server.bean(ScheduleRuns.class).noteJobs();
        server.jdbc().sql("DELETE FROM jobs").update();

        assertThat(before.jobStatusCode()).isEqualTo("MIRROR_GUARD");
        assertThat(before.mirror())
                .isEqualTo(new MirrorDocument("block", "refused", "NEWER_RUN", 100, 12, 10, 2, 3, 9L, null, 1));
        assertThat(runs(id)).containsExactly(before);
    }

    @Test
    void aFiringIsSkippedWhileTheJobBeforeHasNotEnded() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        settleAt(id, "2046-05-02T02:00:00Z");
        var first = runs(id).get(0).jobId();

        settleAt(id, "2046-05-03T02:00:00Z");
        assertThat(runs(id).get(0).outcome()).isEqualTo(Outcome.SKIPPED_OVERLAP);
        assertThat(runs(id).get(0).detail()).isEqualTo(first + " had not ended");

        endJobs();
        settleAt(id, "2046-05-04T02:00:00Z");
        assertThat(runs(id).get(0).outcome()).isEqualTo(Outcome.SUBMITTED);
    }

    @Test
    void aFiringIsSkippedWhileAnotherJobTakesTheNextFile() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        settleAt(id, "2046-05-02T02:00:00Z");
        endJobs();
        server.jdbc().sql("""
                        INSERT INTO import_sources (job_id, connection_id, source, settled, follow_up)
                        SELECT id, 'con', 'hr', 'done', 'due' FROM jobs
                        """).update();

        settleAt(id, "2046-05-03T02:00:00Z");
        assertThat(runs(id).get(0).outcome()).as("one is to follow").isEqualTo(Outcome.SKIPPED_OVERLAP);

        server.jdbc().sql("UPDATE import_sources SET follow_up = 'over'").update();
        server.jdbc().sql("""
                        INSERT INTO jobs (id, type, status, created_at, request, store, first_job_id)
                        SELECT 'job_0000000000000001', type, 'processing', created_at, request, store, id FROM jobs
                        """).update();
        settleAt(id, "2046-05-04T02:00:00Z");
        assertThat(runs(id).get(0).outcome()).as("one follows").isEqualTo(Outcome.SKIPPED_OVERLAP);

        endJobs();
        settleAt(id, "2046-05-05T02:00:00Z");
        assertThat(runs(id).get(0).outcome()).isEqualTo(Outcome.SUBMITTED);
    }

    @Test
    void jobsOverlapWhereThatIsAllowed() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, true);

        settleAt(id, "2046-05-02T02:00:00Z");
        settleAt(id, "2046-05-03T02:00:00Z");

        assertThat(jobs()).isEqualTo(2);
    }

    @Test
    void whatCanNotBeDoneAnyMoreIsRefusedAndNoted() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        server.jdbc()
                .sql("UPDATE schedules SET request = '{\"connection\": \"gone\"}'")
                .update();

        settleAt(id, "2046-05-02T02:00:00Z");

        assertThat(runs(id)).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(run.detail()).contains("There is no connection with this name");
            assertThat(run.jobId()).isNull();
        });
    }

    @Test
    void anAlarmThatRingsTooEarlyIsNotLost() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        var alarm = Instant.parse("2046-05-02T02:00:00Z");

        now = alarm.minusSeconds(30);
        firing().settle(id, alarm);
        assertThat(runs(id)).isEmpty();

        now = alarm.minusMillis(300);
        firing().settle(id, alarm);
        now = alarm.plusSeconds(5);
        firing().settle(id, Instant.EPOCH);
        assertThat(runs(id)).singleElement().extracting(RunView::fireTime).isEqualTo(alarm);
    }

    @Test
    void manyServersAtTheSameTimeMakeOneJobOfAFiring() throws Exception {
        var id = schedule("* * * * * ?", "UTC", Misfire.RUN_ONCE, true);
        now = now.plusSeconds(20);
        List<Callable<Boolean>> settlers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            settlers.add(() -> {
                firing().settle(id, now);
                return true;
            });
        }

        var threads = Executors.newFixedThreadPool(8);
        try {
            for (var settled : threads.invokeAll(settlers)) {
                assertThat(settled.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(runs(id)).hasSize(20).doesNotHaveDuplicates();
        assertThat(jobs()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2046-03-23T12:00:00Z",
        "Europe/Berlin, 2046-10-26T12:00:00Z",
        "Asia/Kolkata,  2046-03-23T12:00:00Z",
        "UTC,           2046-10-26T12:00:00Z",
    })
    void firesOnceOnEachDayAlsoWhenTheClockChanges(String zone, String from) {
        now = Instant.parse(from);
        var id = schedule("0 30 2 * * ?", zone, Misfire.RUN_ONCE, true);

        for (var end = now.plus(Duration.ofDays(4)); now.isBefore(end); now = now.plusSeconds(30)) {
            if (isDue(id)) {
                settle(id);
            }
        }

        assertThat(runs(id)).hasSize(4).allMatch(run -> run.outcome() == Outcome.SUBMITTED);
        assertThat(runs(id))
                .extracting(run -> run.fireTime().atZone(FireTimes.zone(zone)).toLocalDate())
                .doesNotHaveDuplicates();
        assertThat(jobs()).isEqualTo(4);
    }

    @Test
    void whatWasNotFiredWhilePausedIsNotMadeUpFor() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        service().pause(id);
        settleAt(id, "2046-05-04T09:00:00Z");

        service().resume(id);
        settleAt(id, "2046-05-04T09:00:05Z");
        settleAt(id, "2046-05-05T02:00:05Z");

        assertThat(runs(id)).singleElement().extracting(RunView::outcome).isEqualTo(Outcome.SUBMITTED);
    }

    @Test
    void anExportOfChangesAsksSinceTheLastOneThatCompleted() {
        var id = deltaSchedule();
        settleAt(id, "2046-05-02T02:00:00Z");
        assertThat(since(id)).isEmpty();
        assertThat(runs(id).get(0).detail()).contains("all users");

        endJobs();
        exported(id, "2046-05-02T01:59:00Z");
        settleAt(id, "2046-05-03T02:00:00Z");
        assertThat(since(id)).contains("2046-05-02T01:59:00Z");

        server.jdbc()
                .sql("UPDATE jobs SET status = 'failed', finished_at = now() WHERE status = 'pending'")
                .update();
        exported(id, "2046-05-03T01:59:00Z");
        settleAt(id, "2046-05-04T02:00:00Z");
        assertThat(since(id)).as("one that failed does not count").contains("2046-05-02T01:59:00Z");
    }

    @Test
    void aJobThatIsRemovedLeavesItsWatermark() {
        var id = deltaSchedule();
        settleAt(id, "2046-05-02T02:00:00Z");
        endJobs();
        exported(id, "2046-05-02T01:59:00Z");
        server.bean(ScheduleRuns.class).noteJobs();
        server.jdbc().sql("DELETE FROM jobs").update();

        settleAt(id, "2046-05-03T02:00:00Z");

        assertThat(since(id)).contains("2046-05-02T01:59:00Z");
        assertThat(runs(id).get(1).jobStatus()).isEqualTo("completed");
    }

    @Test
    void anotherRequestBeginsWithAllUsersAgain() {
        var id = deltaSchedule();
        settleAt(id, "2046-05-02T02:00:00Z");
        endJobs();
        exported(id, "2046-05-02T01:59:00Z");
        var other = (ObjectNode) JsonMapper.shared().readTree("{\"delta\": true, \"format\": \"ndjson\"}");
        service()
                .update(
                        id,
                        new ScheduleChange(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(other),
                                Optional.empty(),
                                Optional.empty()));

        settleAt(id, "2046-05-03T02:00:00Z");

        assertThat(since(id)).isEmpty();
    }

    @Test
    void whereItIsNotKnownAnyMoreWhoWasDeletedAllUsersAreTaken() {
        var id = deltaSchedule();
        settleAt(id, "2046-05-02T02:00:00Z");
        endJobs();
        exported(id, "2046-01-02T01:59:00Z");

        settleAt(id, "2046-05-03T02:00:00Z");

        assertThat(since(id)).isEmpty();
        assertThat(runs(id).get(0).detail()).contains("whoever is not in the file is gone");
    }

    @Test
    void anotherConnectionOfTheSameNameBeginsWithAllUsersAgain() {
        var id = deltaSchedule();
        settleAt(id, "2046-05-02T02:00:00Z");
        endJobs();
        exported(id, "2046-05-02T01:59:00Z");
        server.jdbc().sql("UPDATE exports SET connection_id = 'con_before'").update();

        settleAt(id, "2046-05-03T02:00:00Z");

        assertThat(since(id)).isEmpty();
    }

    @Test
    void aJobThatWasRestartedBetweenTwoLooksIsNoted() {
        var id = deltaSchedule();
        settleAt(id, "2046-05-02T02:00:00Z");
        server.jdbc()
                .sql("UPDATE jobs SET status = 'failed', finished_at = now()")
                .update();
        server.bean(ScheduleRuns.class).noteJobs();
        endJobs();
        exported(id, "2046-05-02T01:59:00Z");
        server.bean(ScheduleRuns.class).noteJobs();
        server.jdbc().sql("DELETE FROM jobs").update();

        assertThat(runs(id).get(0).jobStatus()).isEqualTo("completed");
        settleAt(id, "2046-05-03T02:00:00Z");
        assertThat(since(id)).contains("2046-05-02T01:59:00Z");
    }

    @Test
    void whatNobodyThoughtOfIsNotedToo() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        var broken = new ScheduledJobs(
                (type, request) -> {
                    throw new IllegalStateException("not to be seen");
                },
                server.bean(ScheduleRuns.class),
                server.bean(ExternalStores.class),
                Duration.ofDays(90));

        now = Instant.parse("2046-05-02T02:00:00Z");
        firing(broken).settle(id, Instant.EPOCH);

        assertThat(runs(id)).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(run.detail()).isEqualTo("failed unexpectedly (IllegalStateException)");
        });
    }

    @Test
    void aClockThatWentBackDoesNotSilenceASchedule() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, true);
        settleAt(id, "2046-05-02T02:00:00Z");
        settleAt(id, "2056-05-02T01:00:00Z");
        long before = jobs();

        settleAt(id, "2046-05-02T01:30:00Z");
        settleAt(id, "2046-05-02T02:00:05Z");
        assertThat(jobs()).as("what was fired is not fired again").isEqualTo(before);

        settleAt(id, "2046-05-03T02:00:05Z");
        assertThat(runs(id).get(0).fireTime()).isEqualTo("2046-05-03T02:00:00Z");
        assertThat(jobs()).isEqualTo(before + 1);
    }

    @Test
    void oneThatHasRunOutCanBeChangedButNotResumed() {
        var id = schedule("0 0 2 2 5 ? 2046", "UTC", Misfire.RUN_ONCE, false);
        settleAt(id, "2046-05-02T02:00:00Z");

        var renamed = new ScheduleChange(
                Optional.of("done"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(service().update(id, renamed).name()).isEqualTo("done");
        service().pause(id);
        assertThatThrownBy(() -> service().resume(id)).hasMessageContaining("never fires");
    }

    @Test
    void ofManyRunsTheNewestAreKept() {
        var id = schedule(NIGHTLY, "UTC", Misfire.RUN_ONCE, false);
        server.jdbc()
                .sql("INSERT INTO schedule_runs (schedule_id, fire_time, kind, outcome)"
                        + " SELECT :id, now() - i * interval '1 second', 'scheduled', 'missed'"
                        + " FROM generate_series(1, 10100) AS i")
                .param("id", id)
                .update();

        server.bean(ScheduleRuns.class).removeOlderThan(Duration.ofDays(90));
        assertThat(server.bean(ScheduleRuns.class).missed()).containsEntry(id, 10_000L);

        server.bean(ScheduleRuns.class).removeOlderThan(Duration.ZERO);
        assertThat(server.bean(ScheduleRuns.class).missed()).containsEntry(id, 30L);
    }

    private String deltaSchedule() {
        var request = (ObjectNode) JsonMapper.shared().readTree("{\"delta\": true, \"tombstones\": true}");
        return service()
                .create(new ScheduleDraft(
                        "delta",
                        NIGHTLY,
                        "UTC",
                        "users_export",
                        request,
                        Misfire.RUN_ONCE,
                        false,
                        false,
                        Optional.empty()))
                .id();
    }

    private void exported(String id, String watermark) {
        server.jdbc()
                .sql("INSERT INTO exports (job_id, users, watermark) VALUES (:job, 0, CAST(:watermark AS timestamptz))")
                .param("job", runs(id).get(0).jobId())
                .param("watermark", watermark)
                .update();
    }

    /** Of the last job. */
    private Optional<String> since(String id) {
        return server.jdbc()
                .sql("SELECT request ->> 'updated_since' AS since FROM jobs WHERE id = :job")
                .param("job", runs(id).get(0).jobId())
                .query((row, number) -> Optional.ofNullable(row.getString("since")))
                .single();
    }

    private boolean isDue(String id) {
        return server.jdbc()
                .sql("SELECT next_fire_time <= :now FROM schedules WHERE id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private void settleAt(String id, String moment) {
        now = Instant.parse(moment);
        settle(id);
    }

    /** Of its jobs no server takes one on: they end when a test says so. */
    private void settle(String id) {
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            firing().settle(id, Instant.EPOCH);
            server.jdbc().sql("UPDATE jobs SET store = 'of nobody'").update();
        });
    }

    private Firing firing() {
        return firing(server.bean(ScheduledJobs.class));
    }

    private Firing firing(ScheduledJobs scheduledJobs) {
        var transactions = server.bean(PlatformTransactionManager.class);
        return new Firing(
                server.bean(Schedules.class),
                server.bean(ScheduleRuns.class),
                scheduledJobs,
                server.bean(JobLaunchService.class),
                () -> now,
                new PromptTransaction(server.bean(DataSource.class), new TransactionTemplate(transactions)),
                ScheduleConfiguration.savepoint(transactions),
                new SchedulerProperties(
                        Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofDays(90), Duration.ofDays(90)));
    }

    private StoredJobSchedules service() {
        return new StoredJobSchedules(
                server.bean(Schedules.class),
                server.bean(ScheduleRuns.class),
                server.bean(ScheduledJobs.class),
                () -> now,
                new TransactionTemplate(server.bean(PlatformTransactionManager.class)),
                new Random());
    }

    private String schedule(String cron, String zone, Misfire misfire, boolean overlap) {
        var request = (ObjectNode) JsonMapper.shared().readTree("{\"format\": \"csv\"}");
        return service()
                .create(new ScheduleDraft(
                        "nightly", cron, zone, "users_export", request, misfire, overlap, false, Optional.empty()))
                .id();
    }

    private List<RunView> runs(String id) {
        return service().runs(id, Optional.of(now.plusSeconds(3_600)), 1_000);
    }

    private static long jobs() {
        return server.jdbc().sql("SELECT count(*) FROM jobs").query(Long.class).single();
    }

    private static void endJobs() {
        server.jdbc()
                .sql("UPDATE jobs SET status = 'completed', finished_at = now() WHERE status <> 'completed'")
                .update();
    }
}

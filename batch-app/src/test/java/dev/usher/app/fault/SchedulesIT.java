package dev.usher.app.fault;

import static dev.usher.app.fault.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers share a schedule that fires every second, while they are killed and frozen and the database is restarted:
 * every firing becomes one job.
 */
class SchedulesIT {

    private static final String ID = "sch_0000000000000001";

    private static final String INSERT = """
            INSERT INTO schedules (id, name, cron, zone, type, request, misfire, allow_overlap, paused, declared,
                                   settled_until, next_fire_time)
            VALUES (:id, 'every second', '* * * * * ?', 'Europe/Berlin', 'users_export', '{"format": "csv"}', 'run_once',
                    true, false, false, now(), now())
            """;

    private static final int FIRINGS = Integer.getInteger("usher.schedules.firings", 12);

    /** A firing that is later than that counts as missed. */
    private static final Duration LATEST = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    @RegisterExtension
    static final MortalPostgres postgres = new MortalPostgres("schedules");

    private enum Strike {
        KILL,
        FREEZE,
        RESTART_DATABASE
    }

    @Test
    void everyFiringBecomesOneJob() {
        long seed = FaultPoints.seed();
        var random = new SplittableRandom(seed);
        int strikes = 0;
        try (var nodes = new Nodes(postgres.database(), folder)) {
            var pair = new Nodes.Node[] {nodes.start("a0"), nodes.start("b0")};
            postgres.jdbc().sql(INSERT).param("id", ID).update();
            eventually(() -> count("outcome = 'submitted'") > 2);
            for (int i = 0; count("TRUE") < FIRINGS; i++) {
                int which = random.nextInt(2);
                strike(Strike.values()[i % Strike.values().length], nodes, pair, which, i);
                strikes++;
                long next = count("TRUE") + 2 + random.nextInt(4);
                eventually(() -> count("TRUE") >= next);
            }
            postgres.jdbc().sql("UPDATE schedules SET paused = true").update();
            eventually(() -> jobs("status IN ('completed', 'failed')") == count("TRUE"));
        }

        assertEachSecondOnce();
        assertThat(count("outcome <> 'submitted'")).isZero();
        assertThat(count("job_id IS NULL")).isZero();
        long jobs = jobs("TRUE");
        assertThat(jobs).isEqualTo(distinct("job_id")).isEqualTo(count("TRUE"));
        assertThat(notCompleted()).isEmpty();
        System.out.printf("schedules: %d firings, %d strikes, each once (seed %d): ok%n", jobs, strikes, seed);
    }

    private static void strike(Strike strike, Nodes nodes, Nodes.Node[] pair, int which, int number) {
        switch (strike) {
            case KILL -> {
                pair[which].process().kill();
                pair[which] = nodes.start("again" + number);
            }
            case FREEZE -> {
                pair[which].process().signal("STOP");
                long next = count("TRUE") + 3;
                eventually(() -> count("TRUE") >= next);
                pair[which].process().signal("CONT");
            }
            case RESTART_DATABASE -> {
                postgres.signal("QUIT");
                eventually(() -> !isThere());
                postgres.ensureRunning();
            }
        }
    }

    private static boolean isThere() {
        try {
            return postgres.jdbc().sql("SELECT true").query(Boolean.class).single();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** From the first firing to the last without a gap. */
    private static void assertEachSecondOnce() {
        var times = postgres
                .jdbc()
                .sql("SELECT fire_time FROM schedule_runs ORDER BY fire_time")
                .query(OffsetDateTime.class)
                .list()
                .stream()
                .map(time -> time.toInstant())
                .toList();
        long first = times.get(0).getEpochSecond();
        List<Instant> seconds = LongStream.range(first, first + times.size())
                .mapToObj(Instant::ofEpochSecond)
                .toList();
        assertThat(times).isEqualTo(seconds);
        assertThat(postgres.jdbc()
                        .sql("SELECT max(noted_at - fire_time) < make_interval(secs => :seconds) FROM schedule_runs")
                        .param("seconds", LATEST.toSeconds())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static List<String> notCompleted() {
        return postgres.jdbc()
                .sql(
                        "SELECT concat_ws(' ', id, status, status_code, status_details) FROM jobs WHERE status <> 'completed'")
                .query(String.class)
                .list();
    }

    private static long jobs(String condition) {
        return postgres.jdbc()
                .sql("SELECT count(*) FROM jobs WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static long count(String condition) {
        return postgres.jdbc()
                .sql("SELECT count(*) FROM schedule_runs WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static long distinct(String column) {
        return postgres.jdbc()
                .sql("SELECT count(DISTINCT " + column + ") FROM schedule_runs")
                .query(Long.class)
                .single();
    }
}

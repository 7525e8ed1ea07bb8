package dev.usher.app.fault;

import static dev.usher.app.fault.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whole servers with their databases, in other nights than this one. */
@EnabledIf("dev.usher.app.fault.FakeTime#isThere")
@EnabledIfSystemProperty(named = "usher.clocks", matches = "true")
class ScheduleClockIT {

    private static final Duration SHORTLY = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private FakeTime time;

    /** All servers are down over 02:00 for eight hours, and then for three nights. */
    @ParameterizedTest
    @CsvSource({"run_once, 1", "skip, 0"})
    void makesUpOnceForNightsThatWereMissed(String misfire, long catchUps) throws IOException {
        time = new FakeTime(folder);
        time.set(Instant.parse("2026-01-10T01:50:00Z"));
        var nightly = Map.of(
                "USHER_SCHEDULES_NIGHTLY_CRON", "0 0 2 * * ?",
                "USHER_SCHEDULES_NIGHTLY_EXPORTING", "{\"format\":\"csv\"}",
                "USHER_SCHEDULES_NIGHTLY_MISFIRE", misfire);

        try (var first = serve(nightly);
                var database = EmbeddedPostgres.in(home()).start()) {
            var runs = Runs.in(database);
            first.kill();
            time.set(Instant.parse("2026-01-10T10:00:00Z"));
            try (var second = serve(nightly)) {
                eventually(() -> runs.count("missed", "scheduled") == 1);
                eventually(() -> runs.count("submitted", "catch_up") == catchUps);
                // Else the next one, three days later, is skipped for its sake.
                eventually(() -> runs.completed() == catchUps);
                second.kill();
            }
            time.set(Instant.parse("2026-01-13T10:00:00Z"));
            try (var third = serve(nightly)) {
                eventually(() -> runs.count("missed", "scheduled") == 4);
                eventually(() -> runs.count("submitted", "catch_up") == 2 * catchUps);
                eventually(() -> runs.completed() == 2 * catchUps);
                time.set(Instant.parse("2026-01-14T02:00:00Z").minus(SHORTLY));
                eventually(() -> runs.count("submitted", "scheduled") == 1);
                assertThat(third.isAlive()).isTrue();
            }
            assertThat(runs.count("submitted", "catch_up")).isEqualTo(2 * catchUps);
            assertThat(runs.jobs()).isEqualTo(2 * catchUps + 1);
            assertThat(runs.missedAt())
                    .containsExactly(
                            "2026-01-10T02:00:00Z",
                            "2026-01-11T02:00:00Z",
                            "2026-01-12T02:00:00Z",
                            "2026-01-13T02:00:00Z");
        }
        System.out.printf("clocks: five nights, four of them missed, %s: ok%n", misfire);
    }

    /** Half past two in each zone, on the days around a change of Berlin's clocks; Kolkata and UTC have none. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-27T22:00:00Z, B 2026-03-28T01:30:00Z, U 2026-03-28T02:30:00Z, K 2026-03-28T21:00:00Z,"
                + " B 2026-03-29T01:30:00Z, U 2026-03-29T02:30:00Z, K 2026-03-29T21:00:00Z,"
                + " B 2026-03-30T00:30:00Z, U 2026-03-30T02:30:00Z",
        "2026-10-23T22:00:00Z, B 2026-10-24T00:30:00Z, U 2026-10-24T02:30:00Z, K 2026-10-24T21:00:00Z,"
                + " B 2026-10-25T00:30:00Z, U 2026-10-25T02:30:00Z, K 2026-10-25T21:00:00Z,"
                + " B 2026-10-26T01:30:00Z, U 2026-10-26T02:30:00Z"
    })
    void firesOnceOnEachDayAroundAChangeOfTheClocks(
            String start, String f1, String f2, String f3, String f4, String f5, String f6, String f7, String f8)
            throws IOException {
        var firings = List.of(f1, f2, f3, f4, f5, f6, f7, f8);
        time = new FakeTime(folder);
        time.set(Instant.parse(start));
        var settings = new HashMap<String, String>();
        Map.of("B", "Europe/Berlin", "K", "Asia/Kolkata", "U", "UTC").forEach((name, zone) -> {
            settings.put("USHER_SCHEDULES_" + name + "_CRON", "0 30 2 * * ?");
            settings.put("USHER_SCHEDULES_" + name + "_ZONE", zone);
            settings.put("USHER_SCHEDULES_" + name + "_EXPORTING", "{\"format\":\"csv\"}");
        });

        try (var server = serve(settings);
                var database = EmbeddedPostgres.in(home()).start()) {
            var runs = Runs.in(database);
            for (int i = 0; i < firings.size(); i++) {
                long noted = i + 1L;
                time.set(Instant.parse(firings.get(i).substring(2)).minus(SHORTLY));
                eventually(() -> runs.count("submitted", "scheduled") == noted && runs.completed() == noted);
            }
            assertThat(runs.all()).containsExactlyElementsOf(firings);
            assertThat(server.isAlive()).isTrue();
        }
        System.out.printf("clocks: %d firings in three zones from %s: ok%n", firings.size(), start);
    }

    private Path home() {
        return folder.resolve("home");
    }

    /** Starts a server with a database of its own, and waits until it listens. */
    private UsherProcess serve(Map<String, String> schedules) throws IOException {
        var environment = new HashMap<>(schedules);
        environment.putAll(time.environment());
        environment.put("USHER_HOME", home().toString());
        environment.put("USHER_SEARCH_INDEXES", "false");
        environment.put("SERVER_PORT", "0");
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        var process =
                UsherProcess.start(Files.createTempDirectory(folder, "server"), environment, null, List.of("serve"));
        eventually(() -> process.output().contains("Listening on port") || !process.isAlive());
        assertThat(process.isAlive()).as(process.output()).isTrue();
        return process;
    }

    /** What became of the firings. */
    private record Runs(JdbcClient jdbc) {

        static Runs in(EmbeddedPostgres.Handle database) {
            var testDatabase = new TestDatabase(database.jdbcUrl(), database.username(), database.password());
            return new Runs(JdbcClient.create(testDatabase.dataSource()));
        }

        long count(String outcome, String kind) {
            return jdbc.sql("SELECT count(*) FROM schedule_runs WHERE outcome = :outcome AND kind = :kind")
                    .param("outcome", outcome)
                    .param("kind", kind)
                    .query(Long.class)
                    .single();
        }

        long jobs() {
            return jdbc.sql("SELECT count(*) FROM jobs").query(Long.class).single();
        }

        long completed() {
            return jdbc.sql("SELECT count(*) FROM jobs WHERE status = 'completed'")
                    .query(Long.class)
                    .single();
        }

        List<String> missedAt() {
            return jdbc
                    .sql("SELECT fire_time FROM schedule_runs WHERE outcome = 'missed' ORDER BY fire_time")
                    .query(OffsetDateTime.class)
                    .list()
                    .stream()
                    .map(moment -> moment.toInstant().toString())
                    .toList();
        }

        /** Each as the name of its schedule and its moment, whatever became of it. */
        List<String> all() {
            return jdbc.sql(
                            "SELECT s.name, r.fire_time FROM schedule_runs AS r JOIN schedules AS s ON s.id = r.schedule_id"
                                    + " ORDER BY r.fire_time, s.name")
                    .query((row, number) -> row.getString("name").toUpperCase(Locale.ROOT) + " "
                            + row.getObject("fire_time", OffsetDateTime.class).toInstant())
                    .list();
        }
    }
}

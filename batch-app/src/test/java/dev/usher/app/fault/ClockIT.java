package dev.usher.app.fault;

import static dev.usher.app.fault.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import dev.usher.jobs.testkit.ImportRequests;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The clock of one of two servers jumps, while both run jobs and fire a schedule. */
@EnabledIf("dev.usher.app.fault.FakeTime#isThere")
@EnabledIfSystemProperty(named = "usher.clocks", matches = "true")
class ClockIT {

    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(30),
            Duration.ofSeconds(-30),
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ofDays(400),
            Duration.ofDays(-400));

    private static final String EVERY_SECOND = """
            INSERT INTO schedules (id, name, cron, zone, type, request, misfire, allow_overlap, paused, declared,
                                   settled_until, next_fire_time)
            VALUES ('sch_0000000000000001', 'every second', '* * * * * ?', 'UTC', 'users_export', '{"format": "csv"}',
                    'run_once', true, false, false, now(), now())
            """;

    private static final String MOMENTS_OF_JOBS = """
            SELECT bool_and(created_at >= m.low AND started_at >= created_at AND finished_at >= started_at
                            AND finished_at <= clock_timestamp())
              FROM jobs CROSS JOIN (SELECT CAST(:low AS timestamptz) AS low) AS m
            """;

    private static final String MOMENTS_OF_USERS = """
            SELECT bool_and(created_at >= m.low AND updated_at >= created_at AND updated_at <= clock_timestamp())
              FROM users CROSS JOIN (SELECT CAST(:low AS timestamptz) AS low) AS m
            """;

    private static final String FIRINGS_IN_TIME = """
            SELECT bool_and(outcome = 'submitted'
                            AND noted_at - fire_time BETWEEN make_interval(secs => -1) AND make_interval(secs => 30))
              FROM schedule_runs
            """;

    private static final String WITHOUT_GAP = """
            SELECT count(*) = 1 + extract(epoch FROM max(fire_time) - min(fire_time)) FROM schedule_runs
            """;

    @RegisterExtension
    static final PostgresExtension postgresOfJumps = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension postgresOfKill = new PostgresExtension();

    @TempDir
    Path folder;

    private JdbcClient jdbc;

    @Test
    void jumpsDisturbNeitherJobsNorSchedules() throws IOException {
        var time = new FakeTime(folder);
        var database = connect(postgresOfJumps);
        var low = jdbc.sql("SELECT now()").query(String.class).single();
        try (var nodes = new Nodes(database, folder.resolve("nodes"))) {
            var jumping = start(nodes, "a", time.environment());
            var api = Api.of(jumping);
            start(nodes, "b", Map.of());
            jdbc.sql(EVERY_SECOND).update();
            eventually(() -> count("schedule_runs", "TRUE") > 2);
            var token = api.token();

            for (var jump : JUMPS) {
                time.set(jump);
                submitImports(nodes, "jump" + jump.toSeconds());
                // Heartbeats and looks at the schedule, by the wrong clock.
                long before = count("schedule_runs", "TRUE");
                eventually(() -> count("schedule_runs", "TRUE") > before + 4);
                // A token says until when it is good, not from when: a clock that is behind refuses none.
                assertThat(api.status(token))
                        .as("a token of a day, by a clock that is off by %s", jump)
                        .isEqualTo(jump.compareTo(Duration.ofDays(1)) < 0 ? 200 : 401);
                System.out.printf("clocks: %s: ok%n", jump);
            }
            time.set(Duration.ZERO);
            eventually(() -> api.status(token) == 200);
            jdbc.sql("UPDATE schedules SET paused = true").update();
            eventually(() -> count("jobs", "finished_at IS NULL") == 0);

            assertThat(count("jobs", "status <> 'completed' OR attempts <> 1 OR takeovers <> 0"))
                    .isZero();
            for (var claim : List.of(MOMENTS_OF_JOBS, MOMENTS_OF_USERS)) {
                assertThat(jdbc.sql(claim)
                                .param("low", low)
                                .query(Boolean.class)
                                .single())
                        .as(claim)
                        .isTrue();
            }
            for (var claim : List.of(FIRINGS_IN_TIME, WITHOUT_GAP)) {
                assertThat(jdbc.sql(claim).query(Boolean.class).single())
                        .as(claim)
                        .isTrue();
            }
        }
    }

    /** A clock that is ahead makes no lease longer. */
    @Test
    void aKilledServerWhoseClockWasAheadLosesItsJobInTime() throws IOException {
        var time = new FakeTime(folder);
        time.set(Duration.ofHours(1));
        var database = connect(postgresOfKill);
        try (var nodes = new Nodes(database, folder.resolve("ahead"))) {
            var ahead = start(nodes, "a", time.environment());
            ahead.proxy().arm(new Fault(Phase.STAGE, 1, When.BEFORE_CHUNK_COMMIT, Then.CUT, () -> {
                start(nodes, "b", Map.of());
                ahead.process().kill();
            }));
            var job = submit(nodes, "ahead", 20_000);

            nodes.awaitStatus(job, "completed");
            assertThat(nodes.column(job, "concat_ws('/', attempts, takeovers, inserted)"))
                    .isEqualTo("2/1/20000");
        }
        System.out.println("clocks: killed an hour ahead, taken over in time: ok");
    }

    private TestDatabase connect(PostgresExtension postgres) {
        var database = postgres.migratedDatabase();
        jdbc = JdbcClient.create(database.dataSource());
        return database;
    }

    private static Nodes.Node start(Nodes nodes, String name, Map<String, String> clock) {
        var settings = new HashMap<>(clock);
        settings.put("USHER_LAUNCH_CONCURRENT_JOBS", "1");
        return nodes.start(name, settings);
    }

    /** Several, so that both servers have some. */
    private void submitImports(Nodes nodes, String name) throws IOException {
        for (int i = 0; i < 6; i++) {
            submit(nodes, name + "-" + i, 100);
        }
    }

    private String submit(Nodes nodes, String name, int users) throws IOException {
        var rows = IntStream.range(0, users)
                .mapToObj(i -> "{\"email\":\"" + name + "-" + i + "@example.com\"}\n")
                .collect(Collectors.joining());
        var file = Files.writeString(folder.resolve(name + ".ndjson"), rows);
        var connection = jdbc.sql("SELECT id FROM connections ORDER BY created_at LIMIT 1")
                .query(String.class)
                .single();
        return nodes.submit("users_import", connection, ImportRequests.plain(connection, file));
    }

    private long count(String table, String condition) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE " + condition)
                .query(Long.class)
                .single();
    }

    /** A server's API, with the client that its first start made. */
    private record Api(URI server, String clientId, String secret, HttpClient http) {

        private static final Pattern FIRST_START =
                Pattern.compile("client_id=(\\S+)\\s+client_secret=(\\S+).*Listening on port (\\d+)", Pattern.DOTALL);

        static Api of(Nodes.Node node) {
            eventually(() -> FIRST_START.matcher(node.process().output()).find());
            var said = FIRST_START.matcher(node.process().output());
            assertThat(said.find()).isTrue();
            var server = URI.create("http://localhost:" + said.group(3));
            return new Api(server, said.group(1), said.group(2), HttpClient.newHttpClient());
        }

        String token() {
            var answer = send(HttpRequest.newBuilder(server.resolve("/oauth/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + secret)));
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .path("access_token")
                    .stringValue();
        }

        int status(String token) {
            return send(HttpRequest.newBuilder(server.resolve("/api/v2/jobs"))
                            .header("Authorization", "Bearer " + token))
                    .statusCode();
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return http.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}

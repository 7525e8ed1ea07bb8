package dev.usher.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.schedule.RunView;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.jobs.testkit.Project;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples that are settings of a server do what their folders say, with their nights one after the other. */
class NightlySamplesIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SAMPLES = Project.root().resolve("samples");

    private static ServerHarness server(String sample, String... settings) {
        return new ServerHarness(Stream.concat(
                        Stream.of("spring.config.additional-location=file:"
                                + SAMPLES.resolve(sample).resolve("usher.yaml")),
                        Stream.of(settings))
                .toArray(String[]::new));
    }

    /** Submits the job of a schedule and waits for its end. */
    private static JobView run(ServerHarness server, String schedule) {
        var schedules = server.bean(JobScheduleService.class);
        int before = schedules.runs(schedule, Optional.empty(), 100).size();
        schedules.runNow(schedule, false);
        Eventually.await(
                Duration.ofMinutes(1),
                () -> last(schedules, schedule).jobId() != null
                        && schedules.runs(schedule, Optional.empty(), 100).size() == before + 1);
        var job = String.valueOf(last(schedules, schedule).jobId());
        var status = server.bean(JobStatusService.class);
        Eventually.await(
                Duration.ofMinutes(1), () -> status.require(job).status().ended());
        return status.require(job);
    }

    private static RunView last(JobScheduleService schedules, String schedule) {
        return schedules.runs(schedule, Optional.empty(), 1).get(0);
    }

    @Nested
    class HrSync {

        private static final TestFolder FOLDER = TestFolder.create();

        @RegisterExtension
        static final ServerHarness server =
                server("nightly-hr-sync", "usher.stores.hr.path=" + FOLDER.path(), "usher.stores.hr.stable-for=0s");

        @AfterAll
        static void removeFolder() {
            FOLDER.close();
        }

        @Test
        void blocksWhoIsMissingWithinItsGuards() throws IOException {
            assertThat(night("monday").status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(blocked()).isEmpty();

            assertThat(night("tuesday").status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(blocked()).containsExactly("cem@example.com");

            var cut = night("wednesday");
            assertThat(cut.statusCode()).hasValue("MIRROR_GUARD");
            assertThat(blocked()).containsExactly("cem@example.com");

            assertThat(night("thursday").status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(SampleUsers.read(server.jdbc()))
                    .containsExactlyElementsOf(
                            Files.readAllLines(
                                            SAMPLES.resolve("nightly-hr-sync").resolve("expected-users.ndjson"))
                                    .stream()
                                    .map(JSON::readTree)
                                    .toList());
            Eventually.await(() -> count("done") == 3 && count("failed") == 1);

            var again = run(server, "hr-sync");
            assertThat(again.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(again.statusCode()).hasValue("NO_FILE");
        }

        private JobView night(String day) throws IOException {
            var name = "staff-" + day + ".csv";
            Files.copy(
                    SAMPLES.resolve("nightly-hr-sync").resolve(name),
                    FOLDER.path().resolve(name));
            return run(server, "hr-sync");
        }

        private static List<String> blocked() {
            return server.jdbc()
                    .sql("SELECT email FROM users WHERE blocked ORDER BY email")
                    .query(String.class)
                    .list();
        }

        private static long count(String folder) {
            try (var files = Files.list(FOLDER.path().resolve(folder))) {
                return files.count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class Changes {

        private static final TestFolder FOLDER = TestFolder.create();

        @RegisterExtension
        static final ServerHarness server = server("nightly-changes", "usher.stores.lake.path=" + FOLDER.path());

        @BeforeEach
        void addUsers() {
            server.jdbc()
                    .sql("INSERT INTO users (user_id, connection_id, email, email_is_unique, given_name, created_at,"
                            + " updated_at) SELECT 'auth0|' || n, c.id, n || '@example.com', true, 'Given ' || n, now(), now()"
                            + " FROM connections AS c, generate_series(1001, 1005) AS n")
                    .update();
        }

        @AfterAll
        static void removeFolder() {
            FOLDER.close();
        }

        @Test
        void whoeverAppliesTheFilesHasTheUsersOfTheDatabase() {
            assertThat(run(server, "changes").status()).isEqualTo(JobStatus.COMPLETED);
            var first = applied();
            assertThat(first).hasSize(5);

            server.jdbc()
                    .sql("UPDATE users SET given_name = 'Anna', updated_at = now() WHERE user_id = 'auth0|1001'")
                    .update();
            server.jdbc().sql("DELETE FROM users WHERE user_id = 'auth0|1002'").update();
            // The names of the files have seconds.
            Eventually.await(() -> files().size() == 1
                    && !files().get(0).getFileName().toString().contains(second()));
            assertThat(run(server, "changes").status()).isEqualTo(JobStatus.COMPLETED);

            assertThat(files()).hasSize(2);
            var second = applied();
            assertThat(second.keySet()).containsExactly("auth0|1001", "auth0|1003", "auth0|1004", "auth0|1005");
            assertThat(second)
                    .hasEntrySatisfying(
                            "auth0|1001",
                            ann -> assertThat(ann.path("given_name").stringValue())
                                    .isEqualTo("Anna"));
        }

        private static String second() {
            return server.jdbc()
                    .sql("SELECT to_char(now() AT TIME ZONE 'UTC', 'HH24MISS')")
                    .query(String.class)
                    .single();
        }

        private static List<Path> files() {
            try (var files = Files.list(FOLDER.path())) {
                return files.sorted().toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Map<String, JsonNode> applied() {
            var users = new TreeMap<String, JsonNode>();
            for (var file : files()) {
                text(file).lines().map(JSON::readTree).forEach(user -> {
                    var id = user.path("user_id").stringValue();
                    if (user.path("deleted").booleanValue(false)) {
                        users.remove(id);
                    } else {
                        users.put(id, user);
                    }
                });
            }
            return users;
        }

        private static String text(Path file) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.usher.app.FailureConverter;
import dev.usher.app.RunnerHarness;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What a server logs of its jobs. */
class JobLogIT {

    private static final Submission PLAIN = new Submission(Optional.empty(), Optional.empty(), false, Optional.empty());

    @RegisterExtension
    static final RunnerHarness servers = new RunnerHarness();

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger batch = (Logger) LoggerFactory.getLogger("org.springframework.batch");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void leave() {
        batch.setLevel(null);
        root.detachAppender(log);
    }

    @Test
    void everyLineOfAJobHasItsId() {
        var server = servers.start();
        root.addAppender(log);
        batch.setLevel(Level.INFO);

        var job = run(server.getBean(JobLaunchService.class), servers.users(server, "logged", 4), "completed");

        assertThat(ofJobs())
                .hasSizeGreaterThan(5)
                .allSatisfy(event -> assertThat(event.getMDCPropertyMap())
                        .as(event.getThreadName() + ": " + event.getFormattedMessage())
                        .containsEntry("jobId", job));
    }

    @Test
    void aFailureOfWhichTheOperatorIsToldTakesALine() throws IOException {
        var server = servers.start();
        root.addAppender(log);
        try (var folder = TestFolder.create()) {
            var file = Files.writeString(folder.path().resolve("no.json"), "[{\"email\":\"a@x.org\"}");

            var job = run(server.getBean(JobLaunchService.class), RunnerHarness.request(server, file), "failed");

            assertThat(ofJobs())
                    .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("jobId", job));
        }
        var converter = new FailureConverter();
        converter.start();
        assertThat(ofJobs())
                .allSatisfy(event -> assertThat(converter.convert(event)).doesNotContain("\n"));
        assertThat(ofJobs())
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("The job failed: UNREADABLE_INPUT");
    }

    private List<ILoggingEvent> ofJobs() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getThreadName().matches("usher-(job|worker)-.*"))
                .toList();
    }

    private static String run(JobLaunchService launch, UserImportRequest request, String status) {
        var job = launch.submit(new JobRequest.OfImport(request), PLAIN).jobId();
        await().atMost(Duration.ofSeconds(60)).until(() -> status.equals(status(job)));
        return job;
    }

    private static String status(String job) {
        return servers.jdbc()
                .sql("SELECT status FROM jobs WHERE id = :id")
                .param("id", job)
                .query(String.class)
                .single();
    }
}

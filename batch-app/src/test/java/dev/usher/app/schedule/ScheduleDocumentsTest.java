package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.schedule.RunView.Kind;
import dev.usher.app.schedule.RunView.Outcome;
import dev.usher.app.status.MirrorDocument;
import dev.usher.jobs.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Schedules and their runs as JSON: the server writes it, the command line reads it, and docs/openapi.json tells it. */
class ScheduleDocumentsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final RunView RUN = new RunView(
            Instant.EPOCH,
            Kind.SCHEDULED,
            Outcome.SUBMITTED,
            "detail",
            "job_1",
            "failed",
            "MIRROR_GUARD",
            Instant.EPOCH,
            new MirrorDocument("block", "over_guard", null, 100, 71, 70, 1, 0, 0L, null, 0));

    private static final ScheduleView SCHEDULE = new ScheduleView(
            "sch_0000000000000001",
            "nightly",
            "0 30 2 * * ?",
            "at 02:30",
            "UTC",
            "users_import",
            JSON.createObjectNode(),
            "crew",
            Misfire.RUN_ONCE,
            false,
            false,
            false,
            "client",
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            0,
            List.of(RUN));

    @Test
    void whatIsWrittenCanBeRead() {
        assertThat(JSON.readValue(JSON.writeValueAsString(SCHEDULE), ScheduleView.class))
                .isEqualTo(SCHEDULE);
    }

    @Test
    void membersOfRunsAreCalledAsTheColumnsOfTheirTable() {
        assertThat(JSON.valueToTree(RUN).propertyNames())
                .containsExactly(
                        "fire_time",
                        "kind",
                        "outcome",
                        "detail",
                        "job_id",
                        "job_status",
                        "job_status_code",
                        "job_finished_at",
                        "mirror");
    }

    @Test
    void theDescriptionHasTheNamesThatAreWritten() throws IOException {
        assertDescribed("RunView", RUN);
        assertDescribed("ScheduleView", SCHEDULE);
    }

    private static void assertDescribed(String schema, Object document) throws IOException {
        var description = JSON.readTree(Files.readString(Project.root().resolve("docs/openapi.json")));

        assertThat(description
                        .at("/components/schemas/" + schema + "/properties")
                        .propertyNames())
                .containsExactlyInAnyOrderElementsOf(JSON.valueToTree(document).propertyNames());
    }
}

package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.schedule.Misfire;
import dev.usher.app.schedule.RunView;
import dev.usher.app.schedule.RunView.Kind;
import dev.usher.app.schedule.RunView.Outcome;
import dev.usher.app.schedule.ScheduleView;
import dev.usher.app.status.MirrorDocument;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScheduleTextTest {

    @Test
    void saysWhatMirrorsDidAndWhyJobsFailed() {
        var text = ScheduleText.of(schedule(
                run(1, "completed", null, new MirrorDocument("block", "applied", null, 100, 12, 10, 2, 1, 9L, null, 1)),
                run(
                        2,
                        "completed",
                        null,
                        new MirrorDocument("delete", "refused", "UNKNOWN_RECORDS", 0, 0, 0, 0, 0, null, 0L, 0)),
                run(
                        3,
                        "failed",
                        "MIRROR_GUARD",
                        new MirrorDocument("block", "over_guard", null, 100, 71, 70, 1, 0, 0L, null, 0)),
                run(4, "failed", "SOURCE_MISSING", null),
                run(5, "stopped", null, new MirrorDocument("delete", "planned", null, 100, 71, 70, 1, 0, null, 20L, 0)),
                run(
                        6,
                        "completed",
                        null,
                        new MirrorDocument("block", "refused", "NEWER_RUN", 100, 71, 70, 1, 0, 20L, null, 0))));

        assertThat(text).endsWith("""
                fired (UTC)           why        outcome    job    status
                1970-01-01 00:00:01Z  scheduled  submitted  job_1  completed                mirror applied: 12 missing, 9 blocked, 1 unblocked
                1970-01-01 00:00:02Z  scheduled  submitted  job_2  completed                mirror refused (UNKNOWN_RECORDS): 0 deleted, 0 unblocked
                1970-01-01 00:00:03Z  scheduled  submitted  job_3  failed (MIRROR_GUARD)    mirror over guard: 71 missing, 70 to be blocked
                1970-01-01 00:00:04Z  scheduled  submitted  job_4  failed (SOURCE_MISSING)
                1970-01-01 00:00:05Z  scheduled  submitted  job_5  stopped                  mirror planned: 71 missing, 70 to be deleted, 20 deleted, 0 unblocked
                1970-01-01 00:00:06Z  scheduled  submitted  job_6  completed                mirror refused (NEWER_RUN): 71 missing, 70 to be blocked, 20 blocked, 0 unblocked
                """);
    }

    private static RunView run(int second, String status, @Nullable String code, @Nullable MirrorDocument mirror) {
        return new RunView(
                Instant.ofEpochSecond(second),
                Kind.SCHEDULED,
                Outcome.SUBMITTED,
                null,
                "job_" + second,
                status,
                code,
                Instant.EPOCH,
                mirror);
    }

    private static ScheduleView schedule(RunView... runs) {
        return new ScheduleView(
                "sch_0000000000000001",
                "nightly",
                "0 30 2 * * ?",
                "at 02:30",
                "UTC",
                "users_import",
                JsonMapper.shared().createObjectNode(),
                "crew",
                Misfire.RUN_ONCE,
                false,
                false,
                false,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                0,
                List.of(runs));
    }
}

package dev.usher.app.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.status.JobProgress;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final ProgressLine line = new ProgressLine();

    @Test
    void hidesTheTimeLeftAtFirst() {
        assertThat(line.bar(new JobProgress("stage", 2, 1_000, 20, OptionalLong.of(1)), START))
                .isEqualTo("stage     [--------------------] 2% 0 rows/s 19 ok 1 failed");
    }

    @Test
    void knowsSpeedAndTimeLeft() {
        line.bar(new JobProgress("merge", 10, 1_000, 100, OptionalLong.of(1)), START);

        assertThat(line.bar(new JobProgress("merge", 50, 1_000, 500, OptionalLong.of(1)), START.plusSeconds(4)))
                .isEqualTo("merge     [##########----------] 50% 100 rows/s 499 ok 1 failed ETA 5.0 s");
    }

    @Test
    void countsTheTimeLeftDown() {
        line.bar(new JobProgress("merge", 10, 1_000, 100, OptionalLong.of(0)), START);
        line.bar(new JobProgress("merge", 50, 1_000, 500, OptionalLong.of(0)), START.plusSeconds(4));

        assertThat(line.plain(new JobProgress("merge", 50, 1_000, 500, OptionalLong.of(0)), START.plusSeconds(6)))
                .isEqualTo("merge 50% 67 rows/s 500 ok 0 failed ETA 3.0 s");
    }

    @Test
    void forgetsTheSpeedOfTheLastPhase() {
        line.bar(new JobProgress("stage", 10, 1_000, 1_000, OptionalLong.of(0)), START);

        assertThat(line.plain(new JobProgress("merge", 50, 1_000, 0, OptionalLong.of(0)), START.plusSeconds(4)))
                .startsWith("merge 50% 0 rows/s 0 ok 0 failed");
    }
}

package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DueMomentsTest {

    private static final FireTimes NIGHTLY = FireTimes.of("0 0 2 * * ?", "UTC");
    private static final Instant BEFORE = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void aFiringWithinTheGraceIsOnTime() {
        var due = dueAt("2026-05-02T02:00:59Z");

        assertThat(due.onTime()).containsExactly(Instant.parse("2026-05-02T02:00:00Z"));
        assertThat(due.missed()).isEmpty();
        assertThat(due.needCatchUp(Misfire.RUN_ONCE)).isFalse();
    }

    @Test
    void nothingIsDueBeforeItsTime() {
        var due = dueAt("2026-05-02T01:59:59.999Z");

        assertThat(due.onTime()).isEmpty();
        assertThat(due.missed()).isEmpty();
    }

    @Test
    void oneThatIsEightHoursLateIsMissed() {
        var due = dueAt("2026-05-02T10:00:00Z");

        assertThat(due.onTime()).isEmpty();
        assertThat(due.missed()).containsExactly(Instant.parse("2026-05-02T02:00:00Z"));
        assertThat(due.needCatchUp(Misfire.RUN_ONCE)).isTrue();
        assertThat(due.needCatchUp(Misfire.SKIP)).isFalse();
    }

    @Test
    void threeNightsAreMissedOneByOneAndMadeUpForOnce() {
        var due = dueAt("2026-05-04T09:00:00Z");

        assertThat(due.missed()).hasSize(3);
        assertThat(due.needCatchUp(Misfire.RUN_ONCE)).isTrue();
    }

    @Test
    void oneOnTimeMakesUpForThoseThatWereMissed() {
        var due = dueAt("2026-05-04T02:00:01Z");

        assertThat(due.onTime()).hasSize(1);
        assertThat(due.missed()).hasSize(2);
        assertThat(due.needCatchUp(Misfire.RUN_ONCE)).isFalse();
    }

    @Test
    void ofALongAbsenceTheNewestFiringsAreListed() {
        var everySecond = FireTimes.of("* * * * * ?", "Europe/Berlin");

        var due = DueMoments.of(
                everySecond, BEFORE, BEFORE.plusSeconds(86_400), BEFORE.plusSeconds(86_400), Duration.ofSeconds(60));

        assertThat(due.onTime()).hasSize(61);
        assertThat(due.missed()).hasSize(100).last().isEqualTo(BEFORE.plusSeconds(86_400 - 61));
        assertThat(due.more()).isTrue();
    }

    @Test
    @Timeout(10)
    void anAbsenceOfYearsIsSeenThroughAtOnce() {
        var back = BEFORE.plus(Duration.ofDays(2_000));

        var due = DueMoments.of(FireTimes.of("* * * * * ?", "UTC"), BEFORE, back, back, Duration.ofSeconds(60));

        assertThat(due.missed()).hasSize(100).last().isEqualTo(back.minusSeconds(61));
        assertThat(due.more()).isTrue();
    }

    @Test
    void ofALongAbsenceAllIsListedThatIsFew() {
        var back = BEFORE.plus(Duration.ofDays(99));

        var due = DueMoments.of(NIGHTLY, BEFORE, back, back, Duration.ofSeconds(60));

        assertThat(due.missed()).hasSize(99);
        assertThat(due.more()).isFalse();
    }

    private static DueMoments dueAt(String moment) {
        var now = Instant.parse(moment);
        return DueMoments.of(NIGHTLY, BEFORE, now, now, Duration.ofMinutes(1));
    }
}

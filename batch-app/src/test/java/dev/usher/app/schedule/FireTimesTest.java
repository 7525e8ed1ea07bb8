package dev.usher.app.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FireTimesTest {

    private static final String HALF_PAST_TWO = "0 30 2 * * ?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Asia/Kolkata",
                "UTC",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Havana",
                "Africa/Casablanca",
                "America/St_Johns"
            })
    void whatFiresDailyFiresOnceOnEveryDay(String zone) {
        var start = Instant.parse("2025-12-31T23:59:59Z");
        var days = fires(HALF_PAST_TWO, zone, start, start.plusSeconds(3L * 366 * 86_400)).stream()
                .map(ZonedDateTime::toLocalDate)
                .toList();

        assertThat(days).isEqualTo(daysFrom(days.get(0), days.size()));
        assertThat(days).hasSizeGreaterThan(1_095);
    }

    private static List<LocalDate> daysFrom(LocalDate first, int count) {
        return first.datesUntil(first.plusDays(count)).collect(Collectors.toList());
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T03:30+02:00",
        "Europe/Berlin,    2026-03-29T12:00:00Z, 2026-03-30T02:30+02:00",
        "Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T02:30+02:00",
        "Europe/Berlin,    2026-10-25T00:30:00Z, 2026-10-26T02:30+01:00",
        "America/New_York, 2026-03-08T00:00:00Z, 2026-03-08T03:30-04:00",
        "Asia/Kolkata,     2026-03-29T12:00:00Z, 2026-03-30T02:30+05:30",
        "UTC,              2026-03-29T02:00:00Z, 2026-03-29T02:30Z",
    })
    void aTimeThatIsSkippedComesLaterAndOneThatComesTwiceCountsTheFirstTime(String zone, String after, String next) {
        var moment = requireNonNull(
                FireTimes.of(HALF_PAST_TWO, zone).after(Instant.parse(after)).next());

        assertThat(moment.atZone(ZoneId.of(zone)).toOffsetDateTime()).hasToString(next);
    }

    @Test
    void whatFiresEveryHourDoesSoInBothHoursOfTheSameName() {
        var autumn = fires("0 0/20 * * * ?", "Europe/Berlin", "2026-10-24T22:59:59Z", "2026-10-25T03:00:00Z");
        var spring = fires("0 0/20 * * * ?", "Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-29T03:00:00Z");

        assertEvery(20 * 60, autumn);
        assertEvery(20 * 60, spring);
        assertThat(autumn).hasSize(13);
        assertThat(spring).hasSize(13);
    }

    @Test
    void aWalkThatBeginsInTheMiddleOfAChangeFindsTheSame() {
        for (var day : List.of("2026-10-25", "2026-03-29")) {
            var from = Instant.parse(day + "T00:00:00Z").minusSeconds(3 * 3_600);
            var all = fires("0 0/7 1-4 * * ?", "Europe/Berlin", from, from.plusSeconds(9 * 3_600));
            for (int i = 0; i < all.size() - 1; i++) {
                var times = FireTimes.of("0 0/7 1-4 * * ?", "Europe/Berlin");
                assertThat(times.after(all.get(i).toInstant()).next())
                        .isEqualTo(all.get(i + 1).toInstant());
                assertThat(times.after(all.get(i).toInstant().minusMillis(1)).next())
                        .isEqualTo(all.get(i).toInstant());
            }
        }
    }

    @Test
    void anExpressionOfThePastNeverFires() {
        assertThat(FireTimes.of("0 0 0 1 1 ? 2020", "UTC")
                        .after(Instant.parse("2026-01-01T00:00:00Z"))
                        .next())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30 2 * * *", "0 30 2 * * *", "0 61 2 * * ?", "nightly", "0 30 2 * * ? 2026 x y"})
    void saysWhatIsWrongWithAnExpression(String cron) {
        assertThatThrownBy(() -> FireTimes.of(cron, "UTC"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no cron expression")
                .hasMessageContaining("0 30 2 * * ?");
    }

    @Test
    void saysWhatIsWrongWithAZone() {
        assertThatThrownBy(() -> FireTimes.of(HALF_PAST_TWO, "Europe/Bielefeld"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Europe/Berlin");
    }

    private static void assertEvery(int seconds, List<ZonedDateTime> fires) {
        for (int i = 1; i < fires.size(); i++) {
            assertThat(fires.get(i).toEpochSecond() - fires.get(i - 1).toEpochSecond())
                    .isEqualTo(seconds);
        }
    }

    private static List<ZonedDateTime> fires(String cron, String zone, String from, String until) {
        return fires(cron, zone, Instant.parse(from), Instant.parse(until));
    }

    private static List<ZonedDateTime> fires(String cron, String zone, Instant from, Instant until) {
        var fires = new ArrayList<ZonedDateTime>();
        var walk = FireTimes.of(cron, zone).after(from);
        for (var moment = walk.next(); moment != null && !moment.isAfter(until); moment = walk.next()) {
            fires.add(moment.atZone(ZoneId.of(zone)));
        }
        return fires;
    }
}

package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.problem.ProblemException;
import dev.usher.jobs.external.FileTarget;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctFilesTest {

    private static final Instant MAY = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"users.csv", "users-{time}.csv"})
    void theSameTimeComesAgain(String name) {
        assertThatThrownBy(() -> require(name, "0 30 2 * * ?", "UTC"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Each run would write lake:" + name + ", where the file of a run before may be: have {date}"
                        + " or {job} in the name, or let files be replaced (\"replace\": true, --force).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 2,14 * * ?    | UTC              | 2026-05-02T02:00:00Z and 2026-05-02T14:00:00Z",
                "0 0 2,14 1 1 ?    | UTC              | 2027-01-01T02:00:00Z and 2027-01-01T14:00:00Z",
                "0 0/15 8-17 * * ? | UTC              | 2026-05-01T12:15:00Z and 2026-05-01T12:30:00Z",
                // 01:30 is on the day before in UTC, from the change of the clock on.
                "0 30 1 * * ?      | Europe/Berlin    | 2027-03-28T00:30:00Z and 2027-03-28T23:30:00Z",
                "0 30 19 * * ?     | America/New_York | 2027-03-14T00:30:00Z and 2027-03-14T23:30:00Z",
            })
    void twoRunsOfOneDayOfUtcNeedMoreThanTheDate(String cron, String zone, String moments) {
        assertThatThrownBy(() -> require("users-{date}.csv", cron, zone))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The runs at " + moments + " would both write lake:users-" + moments.substring(0, 10)
                        + ".csv, as {date} is the day in UTC: have {time} in the name as well, or {job}, or let files be"
                        + " replaced (\"replace\": true, --force).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users-{date}.csv        | 0 30 2 * * ?       | Europe/Berlin",
                "users-{date}.csv        | 0 0 6 ? * MON-FRI  | Asia/Kolkata",
                "users-{date}.csv        | 0 0 1 1 1 ? 2030   | UTC",
                // One of a Monday, the other of the Sunday before.
                "users-{date}.csv        | 0 0 1,13 ? * MON   | Etc/GMT-13",
                "users-{date}-{time}.csv | * * * * * ?        | UTC",
                "users-{date}-{time}.csv | 0 0 2,14 * * ?     | UTC",
                "users-{job}.csv         | * * * * * ?        | UTC",
            })
    void namesThatDifferAreTaken(String name, String cron, String zone) {
        assertThatCode(() -> require(name, cron, zone)).doesNotThrowAnyException();
    }

    private static void require(String name, String cron, String zone) {
        DistinctFiles.require(new FileTarget("lake", name), FireTimes.of(cron, zone), MAY);
    }
}

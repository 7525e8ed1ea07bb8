package dev.usher.jobs.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTargetTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:30:45Z");

    @Test
    void namesTheFileAfterDayTimeAndJob() {
        assertThat(new FileTarget("lake", "users-{date}T{time}-{job}.csv").fileName("job_1", NOON))
                .isEqualTo("users-2026-01-31T123045-job_1.csv");
        assertThat(new FileTarget("lake", "users.csv").title("job_1", NOON)).isEqualTo("lake:users.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "users.csv,               false, false",
        "users-{time}.csv,        false, false",
        "users-{date}.csv,        false, true",
        "users-{date}-{time}.csv, false, true",
        "users-{job}.csv,         true,  true",
        "users-{time}-{job}.csv,  true,  true",
    })
    void knowsWhetherTheNextJobWritesTheSameFile(String name, boolean byJob, boolean byDay) {
        assertThat(new FileTarget("lake", name).differsByJob()).isEqualTo(byJob);
        assertThat(new FileTarget("lake", name).differsByDay()).isEqualTo(byDay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../b", ".hidden", "a\\b", "a*b", "a?b", "a\nb", "{day}.csv", "{}.csv"})
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> new FileTarget("lake", name)).isInstanceOf(IllegalArgumentException.class);
    }
}

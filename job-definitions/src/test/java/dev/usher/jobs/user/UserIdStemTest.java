package dev.usher.jobs.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserIdStemTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0, 000000000000000000",
        "2023-01-25T17:48:16Z, 255, 63d16b6000000000ff",
        "2023-01-25T17:48:16Z, -1, 63d16b60ffffffffff",
        "2106-02-07T06:28:15Z, 1, ffffffff0000000001"
    })
    void isTheTimeInSecondsAndARandomNumber(Instant now, long number, String stem) {
        assertThat(UserIdStem.next(at(now), () -> number)).isEqualTo(stem);
    }

    @Test
    void growsWithTime() {
        var random = RandomGenerator.getDefault();
        var first = UserIdStem.next(at(Instant.parse("2026-01-01T00:00:00Z")), random);
        var later = UserIdStem.next(at(Instant.parse("2026-01-01T00:00:01Z")), random);

        assertThat(later).hasSize(18).isGreaterThan(first);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}

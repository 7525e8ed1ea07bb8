package dev.usher.jobs.importing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorGuardsTest {

    @ParameterizedTest
    @CsvSource({
        // percent, users, most
        "5, 0, 0",
        "5, 1, 1",
        "5, 20, 1",
        "5, 21, 2",
        "5, 1000000, 50000",
        "0, 1000000, 0",
        "0.001, 1000000, 10",
        "33.3, 10, 4",
        "100, 7, 7",
    })
    void roundsAPercentageUpToAWholeUser(BigDecimal percent, long users, long most) {
        assertThat(new MirrorGuards(0, percent, 0).mostByPercentage(users)).isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({
        // rows, users, due, whether a guard stands against it
        "10, 100, 5, false",
        "10, 100, 6, true",
        "10, 1000, 11, true",
        "10, 1000, 10, false",
        "9, 100, 0, true",
        "10, 0, 0, false",
    })
    void letsPassNoMoreThanTheirFigures(long rows, long users, long due, boolean against) {
        var guards = new MirrorGuards(10, new BigDecimal("5"), 10);

        assertThat(guards.standingAgainst(new MirrorCounts(rows, users, due, due, 0))
                        .isEmpty())
                .isEqualTo(!against);
    }

    @Test
    void doNotCountWhoHasGraceLeft() {
        var guards = new MirrorGuards(10, new BigDecimal("5"), 0);

        assertThat(guards.standingAgainst(new MirrorCounts(1, 100, 90, 5, 0))).isEmpty();
    }

    @Test
    void sayEachByHowMuch() {
        var guards = new MirrorGuards(500, new BigDecimal("5.0"), 9_000);

        assertThat(guards.standingAgainst(new MirrorCounts(8_900, 10_000, 700, 620, 0)))
                .containsExactly(
                        "120 more users than max_users = 500",
                        "120 more users than max_percent = 5.0 (500 of 10000)",
                        "100 rows fewer in the file than min_rows = 9000");
    }
}

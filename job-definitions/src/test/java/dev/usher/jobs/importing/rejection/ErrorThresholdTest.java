package dev.usher.jobs.importing.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorThresholdTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 10, false",
        "0, 1, 10, true",
        "5, 5, 10, false",
        "5, 6, 10, true",
        "0%, 0, 10, false",
        "0%, 1, 1000000000, true",
        "10%, 1, 10, false",
        "10%, 2, 10, true",
        "33.333333%, 1, 3, true",
        "33.333334%, 1, 3, false",
        "100%, 10, 10, false",
        "5%, 0, 0, false",
        "999999999999999999, 999999999999999999, 999999999999999999, false"
    })
    void isExceededByOneRowMoreThanItAllows(String threshold, long rejected, long total, boolean exceeded) {
        assertThat(ErrorThreshold.parse(threshold).exceededBy(rejected, total)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1,5%",
                "101%",
                "100.1%",
                "%",
                "5 %",
                "5%%",
                "1e3",
                "٣",
                "ten",
                "1.1234567%"
            })
    void refusesWhatIsNeitherNumberNorPercentage(String text) {
        assertThatThrownBy(() -> ErrorThreshold.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}

package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 0 2 ? * MON-FRI/2       | 'MON-FRI/2' can't be one of its days of the week",
                "0 0 2 ? * mon/2           | 'MON/2' can't be one of its days of the week",
                "0 0 2 ? * FRIDAY-SUNDAY   | 'FRIDAY-SUNDAY' can't be one of its days of the week",
                "0 0 2 ? * MON,FRI#2       | 'FRI#2' can't be one of its days of the week",
                "0 0 2 ? * L-3             | 'L-3' can't be one of its days of the week",
                "0 0 2 ? * 6L/2            | '6L/2' can't be one of its days of the week",
                "0 0 2 ? JAN-MAR/2 MON     | 'JAN-MAR/2' can't be one of its months",
                "0 0 2 1,2,,3 * ?          | '' can't be one of its days of the month",
                "0 0 2 1, * ?              | '' can't be one of its days of the month",
                "0 0 2 1-5-9 * ?           | '1-5-9' can't be one of its days of the month",
                "0 0 2 1-5W * ?            | '1-5W' can't be one of its days of the month",
                "0 0 2 *5 * ?              | '*5' can't be one of its days of the month",
                "0 0 2 ?5 * MON            | '?5' can't be one of its days of the month",
                "0 0/0 * * * ?             | '0/0' can't be one of its minutes",
                "0 */0 * * * ?             | '*/0' can't be one of its minutes",
                "0 0-5L 2 1 * ?            | '0-5L' can't be one of its minutes",
                "0 0 2 0W * ?              | '0W' can't be one of its days of the month",
                "0 0 2 ? * 9#5             | '9#5' can't be one of its days of the week",
                "0 99 2 * * ?              | '99' can't be one of its minutes",
                "98 0 2 * * ?              | '98' can't be one of its seconds",
                "60 0 2 * * ?              | '60' can't be one of its seconds",
                "0 0 99 * * ?              | '99' can't be one of its hours",
                "0 0 24 * * ?              | '24' can't be one of its hours",
                "0 0 2 98 * ?              | '98' can't be one of its days of the month",
                "0 0 2 32 * ?              | '32' can't be one of its days of the month",
                "0 0 2 1 99 ?              | '99' can't be one of its months",
                "0 0 2 1 13 ?              | '13' can't be one of its months",
                "0 0 2 ? * 98              | '98' can't be one of its days of the week",
                "0 0 2 ? * 0               | '0' can't be one of its days of the week",
                "0 0 2 * * ? 99            | '99' can't be one of its years",
                "0 0 2 * * ? 20260         | '20260' can't be one of its years",
                "0 0-99 2 * * ?            | '0-99' can't be one of its minutes",
                "0 0-30/99 2 * * ?         | '0-30/99' can't be one of its minutes",
                "0-30/60 0 2 * * ?         | '0-30/60' can't be one of its seconds",
                "0 0 8-18/24 * * ?         | '8-18/24' can't be one of its hours",
                "0 0 2 1-5/32 * ?          | '1-5/32' can't be one of its days of the month",
                "0 0 2 1 1-3/13 ?          | '1-3/13' can't be one of its months",
                "0 0 2 ? * 2-6/8           | '2-6/8' can't be one of its days of the week",
                "0 0 2 * * ? 2026/100      | '2026/100' can't be one of its years",
                "0 0 2 * * ? 1-999999999   | '1-999999999' can't be one of its years",
                "nightly                   | 'NIGHTLY' can't be one of its seconds",
            })
    void whatWouldBeIgnoredIsRefused(String cron, String reason) {
        assertThatThrownBy(() -> FireTimes.of(cron, "UTC"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("'" + cron + "' is no cron expression: " + reason + " (steps go with numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 2 * * ?\n2090", "0 0 2 ? * MON\r\n2090", "0\f0 2 * * ?"})
    void fieldsStandBetweenBlanksAndTabs(String cron) {
        assertThat(CronSyntax.wrong(cron)).isPresent();
        assertThatThrownBy(() -> FireTimes.of(cron, "UTC")).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 30 2 * * ?",
                "0 0/15 8-17 ? * MON-FRI",
                "0 0 6 L * ?",
                "0 0 6 LW * ?",
                "0 0 6 L-3W * ?",
                "0 0 6 L,15 * ?",
                "0 0 6 1W,15W * ?",
                "*/10 * * * * ?",
                "0 /5 * * * ?",
                "0 0 22-2 * * ?",
                "0 0 2 ? * 2-6/2",
                "0 0 2 ? * 6L",
                "0 0 2 ? * FRIL",
                "0 0 2 ? * fri#2",
                "0 0 2 ? JAN,MAR-APR MON,WED-FRI",
                "0 0 2 * * ? 2090-2099/2",
                "0 0 2 ? * MON 2090/99",
                "00 59 23 31 12 ?",
                "59/59 */30 0-23/23 01 */11 ?",
                "  0 \t 30 2 * * ?\t2090\n",
            })
    void whatMeansSomethingIsTaken(String cron) {
        assertThatCode(() -> FireTimes.of(cron, "UTC")).doesNotThrowAnyException();
    }

    @Test
    void sentencesEndInOneDot() {
        assertThatThrownBy(() -> FireTimes.of("30 2 * * *", "UTC"))
                .hasMessageContaining("Unexpected end of expression. It has")
                .extracting(String::valueOf)
                .asString()
                .doesNotContain("..");
        assertThat(CronSyntax.wrong("30 2 * * *")).isEmpty();
    }
}

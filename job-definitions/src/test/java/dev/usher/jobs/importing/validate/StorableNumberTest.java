package dev.usher.jobs.importing.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.10",
                "9007199254740993",
                "1e400",
                "1e131071",
                "9.9e131071",
                "0.001e131074",
                "1e-16383",
                "1.5e-16382",
                "0e5",
                "0e200000",
                "0.0",
                "-1.5E+10",
                "123456789012345678901234567890"
            })
    void takesWhatNumericHolds(String literal) {
        assertThat(StorableNumber.fits(literal)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e131072",
                "1e131073",
                "10e131071",
                "1e-16384",
                "1.5e-16383",
                "1e999999999",
                "1e99999999999999999999",
                "-1e-99999999999999999999",
                "0e-20000"
            })
    void refusesTheRest(String literal) {
        assertThat(StorableNumber.fits(literal)).isFalse();
    }

    @Test
    void countsDigitsThatAreWrittenOut() {
        assertThat(StorableNumber.fits("9".repeat(131_072))).isTrue();
        assertThat(StorableNumber.fits("-" + "9".repeat(131_073))).isFalse();
        assertThat(StorableNumber.fits("0." + "0".repeat(16_382) + "1")).isTrue();
        assertThat(StorableNumber.fits("0." + "0".repeat(16_383) + "1")).isFalse();
    }

    @Test
    void agreesWithExactArithmetic() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String literal = (random.nextBoolean() ? "-" : "")
                    + random.nextInt(3) * random.nextInt(50)
                    + (random.nextBoolean() ? "." + "0".repeat(random.nextInt(4)) + random.nextInt(20) : "")
                    + (random.nextBoolean()
                            ? "e" + (131_065 + random.nextInt(12))
                            : "E-" + (16_375 + random.nextInt(12)));
            var exact = new BigDecimal(literal);
            boolean fits = exact.scale() <= 16_383
                    && (exact.signum() == 0 || (long) exact.precision() - exact.scale() <= 131_072);

            assertThat(StorableNumber.fits(literal))
                    .as("%s (seed %d)", literal, seed)
                    .isEqualTo(fits);
        }
    }
}

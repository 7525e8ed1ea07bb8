package dev.usher.app.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /** The last six digits of the test vectors of RFC 6238. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void knowsThePasswordsOfTheStandard(long seconds, String password) {
        assertThat(at(seconds).step(List.of(SECRET), password)).hasValue(seconds / 30);
    }

    @Test
    void takesOneStepBeforeAndOneBehind() {
        assertThat(at(59 + 30).step(List.of(SECRET), "287082")).hasValue(1);
        assertThat(at(59 - 30).step(List.of(SECRET), "287082")).hasValue(1);
        assertThat(at(59 + 60).step(List.of(SECRET), "287082")).isEmpty();
    }

    @Test
    void takesThePasswordOfAnySecret() {
        assertThat(at(59).step(List.of("MFRGGZDF", SECRET), "287082")).hasValue(1);
        assertThat(at(59).step(List.of(), "287082")).isEmpty();
        assertThat(at(59).step(List.of("A"), "287082")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "28708", "2870820", "28708a", "+28708", "-87082"})
    void takesSixDigitsOnly(String password) {
        assertThat(at(59).step(List.of(SECRET), password)).isEmpty();
    }

    @Test
    void readsBase32AsBytes() {
        assertThat(Totp.bytes("MZXW6YTBOI")).isEqualTo("foobar".getBytes(StandardCharsets.US_ASCII));
        assertThat(Totp.bytes("MY")).isEqualTo("f".getBytes(StandardCharsets.US_ASCII));
    }

    private static Totp at(long seconds) {
        return new Totp(() -> Instant.ofEpochSecond(seconds));
    }
}

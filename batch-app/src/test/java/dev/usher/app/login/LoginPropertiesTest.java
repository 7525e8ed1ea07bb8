package dev.usher.app.login;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginPropertiesTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void sayWhatIsWrong() {
        assertThatThrownBy(() -> properties(0, DAY, DAY))
                .hasMessage("usher.login.max-failures is 0; it must be at least 1");
        assertThatThrownBy(() -> properties(1, Duration.ZERO, DAY))
                .hasMessageStartingWith("usher.login.block-time is PT0S; it must be at least 1s");
        assertThatThrownBy(() -> properties(1, DAY, Duration.ofDays(366)))
                .hasMessageStartingWith("usher.login.refresh-token-lifetime is ")
                .hasMessageEndingWith("at most 365d");
    }

    private static LoginProperties properties(int maxFailures, Duration blockTime, Duration refreshTokenLifetime) {
        return new LoginProperties(true, "", maxFailures, blockTime, refreshTokenLifetime, List.of());
    }
}

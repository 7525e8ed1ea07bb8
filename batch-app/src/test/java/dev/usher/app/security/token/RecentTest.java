package dev.usher.app.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger lookups = new AtomicInteger();
    private final Recent<String, Integer> recent = new Recent<>(Duration.ofSeconds(5), now::get);

    @Test
    void looksUpAgainWhatIsOld() {
        assertThat(get("a")).isEqualTo(1);
        now.set(Instant.EPOCH.plusSeconds(4));
        assertThat(get("a")).isEqualTo(1);
        now.set(Instant.EPOCH.plusSeconds(5));
        assertThat(get("a")).isEqualTo(2);
        assertThat(get("b")).isEqualTo(3);
    }

    /** A clock that was set back would otherwise keep an old value for hours. */
    @Test
    void doesNotTrustTheFuture() {
        get("a");
        now.set(Instant.EPOCH.minusSeconds(3600));

        assertThat(get("a")).isEqualTo(2);
    }

    private int get(String key) {
        return recent.get(key, k -> lookups.incrementAndGet());
    }
}

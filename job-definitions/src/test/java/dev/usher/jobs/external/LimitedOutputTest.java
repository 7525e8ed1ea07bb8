package dev.usher.jobs.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedOutputTest {

    private static final FetchLimits LIMITS = new FetchLimits(4, Duration.ofSeconds(10));

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void takesAsMuchAsMayBe() throws IOException {
        var out = limited();

        out.write(new byte[3]);
        out.write(1);

        assertThat(taken.size()).isEqualTo(4);
        assertThat(out.bytes()).isEqualTo(4);
    }

    @Test
    void takesNotOneByteMore() throws IOException {
        var out = limited();
        out.write(new byte[4]);

        assertThatThrownBy(() -> out.write(1))
                .isInstanceOfSatisfying(
                        ExternalStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
        assertThat(taken.size()).isEqualTo(4);
    }

    @Test
    void takesNothingAfterItsTime() throws IOException {
        var out = limited();
        nanos.set(Duration.ofSeconds(10).toNanos());
        out.write(1);
        nanos.incrementAndGet();

        assertThatThrownBy(() -> out.write(1))
                .isInstanceOfSatisfying(
                        ExternalStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SLOW));
    }

    @Test
    void takesNothingOnceItIsCancelled() {
        var out = new LimitedOutput(taken, LIMITS, () -> true);

        assertThatThrownBy(() -> out.write(1)).isInstanceOf(CancellationException.class);
    }

    private LimitedOutput limited() {
        return new LimitedOutput(taken, LIMITS, () -> false, nanos::get);
    }
}

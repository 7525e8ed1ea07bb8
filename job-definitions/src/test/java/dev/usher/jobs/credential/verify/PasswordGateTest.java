package dev.usher.jobs.credential.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.digest.Sha256;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordGateTest {

    @Test
    void letsNoMoreInAtOnceThanThereAreProcessors() throws Exception {
        var gate = new PasswordGate(2, Duration.ofMinutes(1));
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(8);
        try {
            var done = new CountDownLatch(30);
            for (int i = 0; i < 30; i++) {
                threads.execute(() -> {
                    var unused = gate.pass(
                            () -> {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                assertThat(Sha256.of("x".repeat(100_000))).isNotEmpty();
                                return inside.decrementAndGet();
                            },
                            Busy::new);
                    done.countDown();
                });
            }
            done.await();
        } finally {
            threads.shutdownNow();
        }

        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void refusesWhoWouldWaitTooLong() {
        var gate = new PasswordGate(1, Duration.ZERO);

        assertThatThrownBy(() -> gate.pass(() -> gate.pass(() -> "twice", Busy::new), Busy::new))
                .isInstanceOf(Busy.class);
        assertThat(gate.pass(() -> "once", Busy::new)).isEqualTo("once");
    }

    @Test
    void letsOthersInAfterAFailure() {
        var gate = new PasswordGate(1, Duration.ZERO);

        assertThatThrownBy(() -> gate.pass(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        Busy::new))
                .hasMessage("broken");

        assertThat(gate.pass(() -> "next", Busy::new)).isEqualTo("next");
    }

    private static final class Busy extends RuntimeException {}
}

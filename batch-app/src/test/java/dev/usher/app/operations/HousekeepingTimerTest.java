package dev.usher.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HousekeepingTimerTest {

    @Test
    void tidiesUpAgainAlsoAfterItFailed() throws InterruptedException {
        var twice = new CountDownLatch(2);

        try (var timer = new HousekeepingTimer(
                () -> {
                    twice.countDown();
                    throw new IllegalStateException("the database is away");
                },
                Duration.ofMillis(1))) {
            assertThat(timer).isNotNull();
            assertThat(twice.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}

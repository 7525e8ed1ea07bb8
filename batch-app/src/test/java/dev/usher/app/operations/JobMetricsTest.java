package dev.usher.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JobMetricsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void oneLookServesAllMetricsForSomeSeconds() {
        var registry = registry(() -> counts(looks.incrementAndGet()));

        assertThat(nodes(registry)).isEqualTo(1);
        assertThat(registry.get("usher.lease.age").gauge().value()).isZero();
        assertThat(nodes(registry)).isEqualTo(1);
        pass(Duration.ofSeconds(6));
        assertThat(nodes(registry)).isEqualTo(2);
    }

    /** As when somebody holds a lock on the table of the jobs. */
    @Test
    @Timeout(30)
    void scrapesDoNotWaitForOneThatWaitsForTheDatabase() throws Exception {
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var registry = registry(() -> {
            int look = looks.incrementAndGet();
            if (look == 2) {
                asked.countDown();
                await(answered);
            }
            return counts(look);
        });
        assertThat(nodes(registry)).isEqualTo(1);
        pass(Duration.ofSeconds(6));

        var slow = CompletableFuture.supplyAsync(() -> nodes(registry));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(nodes(registry)).isEqualTo(1);

        answered.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(nodes(registry)).isEqualTo(2);
    }

    /** However long the failure took. */
    @Test
    void aScrapeTriesOnce() {
        var registry = registry(() -> {
            looks.incrementAndGet();
            pass(Duration.ofSeconds(10));
            throw new IllegalStateException("the database is away");
        });

        assertThat(nodes(registry)).isNaN();
        assertThat(registry.get("usher.lease.age").gauge().value()).isNaN();
        assertThat(looks).hasValue(1);
    }

    private MeterRegistry registry(Supplier<JobCounts> source) {
        var registry = new SimpleMeterRegistry();
        new JobMetrics(source, time().withZone(ZoneOffset.UTC)).bindTo(registry);
        return registry;
    }

    private InstantSource time() {
        return now::get;
    }

    private static double nodes(MeterRegistry registry) {
        return registry.get("usher.nodes").gauge().value();
    }

    private static JobCounts counts(int nodes) {
        return new JobCounts(Map.of(), Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), nodes);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GracefulStopTest {

    private final List<Integer> halted = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void endsTheProcessInTimeEvenIfTheDatabaseDoesNotAnswer() {
        var never = new CountDownLatch(1);
        var stop = stop(Duration.ofMillis(50), () -> awaitUninterruptibly(never));

        stop.signalled();

        assertThat(halted).containsExactly(130);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usher jobs restart " + Jobs.ID);
        never.countDown();
    }

    @Test
    void letsAJobThatEndsInTimeEnd() {
        var asked = new CountDownLatch(1);
        var stop = stop(Duration.ofSeconds(20), asked::countDown);
        var job = new Thread(() -> {
            awaitUninterruptibly(asked);
            stop.ended();
        });
        job.start();

        stop.signalled();

        assertThat(halted).isEmpty();
    }

    private GracefulStop stop(Duration patience, Runnable stopping) {
        var nowhere = new PrintStream(err, true, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                nowhere,
                false,
                false,
                false,
                Map.of(),
                Clock.systemUTC());
        var shell = new Shell(
                surroundings,
                () -> {
                    throw new AssertionError("a signal starts nothing");
                },
                new CommonOptions());
        var engine = new FakeEngine();
        engine.whenStopped = stopping;
        return new GracefulStop(shell, engine, Jobs.ID, patience, halted::add);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

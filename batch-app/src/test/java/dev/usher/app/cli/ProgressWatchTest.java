package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProgressWatchTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ProgressWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final FakeEngine engine = new FakeEngine();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void complainsOncePerStreak() {
        try (var watch = ProgressWatch.start(quietShell(), engine, Jobs.ID)) {
            engine.away = true;
            watch.show();
            watch.show();
            watch.show();
            assertThat(log.list).hasSize(1);

            engine.away = false;
            watch.show();
            engine.away = true;
            watch.show();
            assertThat(log.list).hasSize(2);
        }
    }

    private static Shell quietShell() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var options = new CommonOptions();
        options.quiet = true;
        var surroundings = new Surroundings(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                nowhere,
                false,
                false,
                true,
                Map.of(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        return new Shell(
                surroundings,
                () -> {
                    throw new AssertionError();
                },
                options);
    }
}

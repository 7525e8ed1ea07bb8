package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How long a job waits for a database that is away. */
@Timeout(60)
class DatabaseReturnIT {

    private static final JdbcClient AWAY =
            JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness("usher.launch.database-patience=3s");

    @TempDir
    Path folder;

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void triesAgainToBringItBack() {
        DatabaseKeeper keeper = () -> {
            if (looks.incrementAndGet() < 3) {
                throw new IllegalStateException("its disk is full");
            }
        };
        var database = new DatabaseReturn(application.jdbc(), keeper, Clock.systemUTC(), Duration.ofSeconds(30));

        assertThat(database.await(0, application.runningJob("job"))).isTrue();
        assertThat(looks).hasValue(3);
    }

    @Test
    void looksOnceMoreAndGivesUpWhenTheJobIsToStop() {
        var database = new DatabaseReturn(AWAY, looks::incrementAndGet, Clock.systemUTC(), Duration.ofMinutes(5));
        var job = application.runningJob("job");
        long start = System.nanoTime();
        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(job::requestStop);

        // After five failures the first pause alone would take 16 seconds.
        assertThat(database.await(5, job)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(looks).hasValue(1);
    }

    @Test
    void doesNotWaitAgainOnceItGaveUp() {
        var database = new DatabaseReturn(AWAY, looks::incrementAndGet, Clock.systemUTC(), Duration.ofMillis(1));
        var patience = new Patience(database, application.runningJob("job"));

        assertThat(patience.await(0)).isFalse();
        assertThat(patience.await(0)).isFalse();
        assertThat(looks).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"false, DATABASE_AWAY", "true, STOPPED_WITHOUT_DATABASE"})
    void saysHowToContinueAJobWhosePatienceIsOver(boolean stop, ProblemType type) throws IOException {
        var file = Files.writeString(folder.resolve("users.ndjson"), "{\"email\":\"a@x.org\"}\n");
        var launch = application.bean(JobLaunchService.class);
        var job = launch.submitHere(new JobRequest.OfImport(application.request(file)));
        application.databaseIsAway(true);
        try {
            if (stop) {
                launch.stop(job);
            }
            assertThatThrownBy(() -> launch.run(job))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.type()).isEqualTo(type))
                    .hasMessageStartingWith("The database went away")
                    .hasMessageEndingWith("usher jobs restart " + job);
        } finally {
            application.databaseIsAway(false);
        }
    }
}

package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.testkit.FinishedImport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two imports at once into one connection, half of whose users are the same. */
class ConcurrentImportsIT {

    private static final int ROWS = 1_500;
    private static final int SHARED = ROWS / 2;

    @RegisterExtension
    static final ImportJobHarness imports =
            new ImportJobHarness("usher.import.merge-rows=150", "usher.import.workers=4");

    /** {@code old} is how many of the shared users exist before. */
    @ParameterizedTest(name = "a upserts: {0}, b upserts: {1}, {2} of the shared users exist, seed {3}")
    @CsvSource({
        "true, true, 0, 1",
        "true, true, 750, 2",
        "true, true, 300, 3",
        "false, false, 0, 4",
        "false, false, 100, 5",
        "true, false, 0, 6",
        "false, true, 300, 7"
    })
    void leaveEachUserAsOneOfThemGaveItEntirely(boolean upsertA, boolean upsertB, int old, long seed) {
        var connection = imports.connection("auth0");
        imports.into(connection).run(file("old", 0, old, new Random(seed)));

        var a = start(connection, upsertA, file("a", 0, ROWS, new Random(seed + 1)));
        var b = start(connection, upsertB, file("b", ROWS - SHARED, 2 * ROWS - SHARED, new Random(seed + 2)));
        var jobA = a.join();
        var jobB = b.join();

        var users = imports.users(connection);
        assertThat(users).hasSize(2 * ROWS - SHARED);
        var writers = users.stream().collect(Collectors.groupingBy(ConcurrentImportsIT::writer, Collectors.counting()));
        assertThat(jobA.summary().inserted() + jobB.summary().inserted()).isEqualTo(2L * ROWS - SHARED - old);
        assertBalance(jobA, upsertA);
        assertBalance(jobB, upsertB);
        if (upsertA && upsertB) {
            assertThat(writers).doesNotContainKey("old");
            assertThat(jobA.summary().updated() + jobB.summary().updated()).isEqualTo(SHARED + old);
        }
    }

    private static void assertBalance(FinishedImport job, boolean upsert) {
        var summary = job.summary();
        assertThat(summary.read()).isEqualTo(ROWS);
        assertThat(summary.balances()).isTrue();
        // No two inputs give the same values, so a row that claims to have found its user unchanged was lost.
        assertThat(summary.unchanged()).isZero();
        assertThat(upsert ? summary.failed() : summary.updated()).isZero();
        assertThat(job.errors()).allMatch(e -> e.code().equals("DUPLICATED_USER"));
    }

    /** Who wrote a user, if all its values come from one input. */
    private static String writer(Map<String, Object> user) {
        var writer = String.valueOf(user.get("given_name"));
        assertThat(user)
                .containsEntry("family_name", writer + user.get("email"))
                .containsEntry("app_metadata", Map.of("by", writer))
                .containsEntry("user_metadata", Map.of("by", writer));
        return writer;
    }

    private static CompletableFuture<FinishedImport> start(Connection connection, boolean upsert, String file) {
        return CompletableFuture.supplyAsync(
                () -> imports.into(connection).upsert(upsert).run(file), task -> new Thread(task).start());
    }

    private static String file(String writer, int from, int to, Random random) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(from, to).boxed().toList());
        Collections.shuffle(numbers, random);
        return numbers.stream()
                .map(n -> """
                        {"email":"u%d@x.org","given_name":"%s","family_name":"%su%d@x.org","app_metadata":{"by":"%s"},"user_metadata":{"by":"%s"}}
                        """.formatted(n, writer, writer, n, writer, writer))
                .collect(Collectors.joining());
    }
}

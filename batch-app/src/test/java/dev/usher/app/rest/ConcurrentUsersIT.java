package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Imports, changes and deletions of the same users at the same time. Every writer gives all attributes of a user the same
 * number, so a user with two numbers is made of two writers.
 */
class ConcurrentUsersIT {

    private static final int USERS = 150;
    private static final int IMPORTS = 6;
    private static final int WRITERS = 4;

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.limit.requests-per-second=0", "usher.import.block-rows=20", "usher.import.merge-rows=30");

    private final Calls calls = new Calls(server);
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void neverMixTwoVersionsOfAUser() throws Exception {
        var connection = server.bean(Connections.class)
                .create("mail", Strategy.of("email"), ConnectionOptions.DEFAULTS)
                .id();
        var pool = Executors.newFixedThreadPool(WRITERS + 2);
        try {
            var work = new ArrayList<Callable<Long>>();
            work.add(() -> imports(connection));
            work.add(this::look);
            IntStream.range(0, WRITERS).forEach(seed -> work.add(() -> write(seed)));
            long changes = 0;
            for (var result : pool.invokeAll(work)) {
                changes += result.get();
            }

            assertThat(changes).isGreaterThan(IMPORTS);
            assertThat(mixed()).isEmpty();
        } finally {
            done.set(true);
            pool.shutdown();
        }
    }

    /** One import after the other, of which each says another number. */
    private long imports(String connection) {
        try {
            for (int number = 0; number < IMPORTS; number++) {
                var value = 1000 + number;
                var rows = IntStream.range(0, USERS)
                        .mapToObj(user -> "{\"user_id\": \"u%1$d\", \"email\": \"u%1$d@example.com\", %2$s}"
                                .formatted(user, attributes(value)))
                        .collect(Collectors.joining("\n"));
                var form = MultipartForm.of(connection, rows).text("upsert", "true");
                var job = json(calls.post(
                                "/api/v2/jobs/users-imports",
                                MultipartForm.CONTENT_TYPE,
                                BodyPublishers.ofByteArray(form.complete())))
                        .path("id")
                        .stringValue();
                assertThat(calls.toItsEnd(job).path("status").stringValue()).isEqualTo("completed");
            }
            return IMPORTS;
        } finally {
            done.set(true);
        }
    }

    /** Changes and deletions of users by chance. */
    private long write(int seed) {
        var random = new SplittableRandom(seed);
        long changed = 0;
        while (!done.get()) {
            var path = "/api/v2/users/email%7Cu" + random.nextInt(USERS);
            if (random.nextInt(8) == 0) {
                assertThat(calls.delete(path).statusCode()).isEqualTo(204);
            } else {
                int value = 10_000 * (seed + 1) + random.nextInt(10_000);
                var answer = calls.patch(path, "{" + attributes(value) + "}");
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404);
                changed += answer.statusCode() == 200 ? 1 : 0;
            }
        }
        return changed;
    }

    private static String attributes(int number) {
        return "\"given_name\": \"%1$d\", \"family_name\": \"%1$d\", \"name\": \"%1$d\", \"user_metadata\": {\"a\": %1$d, \"b\": %1$d}"
                .formatted(number);
    }

    private long look() {
        while (!done.get()) {
            assertThat(mixed()).isEmpty();
        }
        return 0;
    }

    private List<String> mixed() {
        return server.jdbc().sql("""
                        SELECT user_id
                          FROM users
                         WHERE NOT (given_name = family_name AND family_name = name
                                    AND user_metadata = jsonb_build_object('a', name::int, 'b', name::int))
                        """).query(String.class).list();
    }
}

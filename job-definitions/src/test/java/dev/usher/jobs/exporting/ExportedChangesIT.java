package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.testkit.AnExport;
import dev.usher.jobs.testkit.FinishedExport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Exports that go on where the one before was, with seven users a chunk. */
class ExportedChangesIT {

    private static final int USERS = 60;
    private static final int WRITERS = 6;
    private static final int EXPORTS = Integer.getInteger("usher.delta.exports", 12);
    private static final long SEED = Long.getLong("usher.delta.seed", System.nanoTime());

    private static final String CHANGE = """
            INSERT INTO users AS u (user_id, connection_id, name, email_is_unique, created_at, updated_at)
            VALUES (?, ?, ?, false, now(), date_trunc('milliseconds', now()))
            ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at
            """;

    /** Much less than the second for which transactions of the test stay open. */
    @RegisterExtension
    static final ImportJobHarness jobs =
            new ImportJobHarness("usher.export.chunk-users=7", "usher.export.delta-margin=200ms");

    private final ExportWorld world = new ExportWorld(jobs);

    /** Whoever applies all exports in their order has what the database has, whatever was open when they began. */
    @Test
    void nothingIsMissedOfWritersWithOpenTransactions() throws Exception {
        var connection = jobs.connection("auth0");
        world.insertUsers(connection, "b", USERS);
        var copy = new TreeMap<String, String>();
        var writing = new AtomicBoolean(true);
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(writer(connection, new SplittableRandom(SEED + i), writing)));
            }
            Instant since = null;
            for (int i = 0; i < EXPORTS; i++) {
                since = next(connection, since, copy);
            }
            writing.set(false);
            int changes = 0;
            for (var writer : writers) {
                changes += writer.get();
            }
            next(connection, since, copy);

            assertThat(copy).as("seed %d", SEED).isEqualTo(stored());
            System.out.printf("delta: %d transactions during %d exports (seed %d): ok%n", changes, EXPORTS, SEED);
        } finally {
            writing.set(false);
            threads.shutdown();
        }
    }

    /** Transactions are open for up to a second, before their first change and after it. */
    private static Callable<Integer> writer(Connection connection, SplittableRandom random, AtomicBoolean writing) {
        return () -> {
            int changes = 0;
            try (var session = jobs.bean(DataSource.class).getConnection()) {
                session.setAutoCommit(false);
                for (; writing.get(); changes++) {
                    execute(session, "SELECT pg_sleep(?)", random.nextDouble() / 2);
                    var user = "auth0|b%03d".formatted(random.nextInt(2 * USERS));
                    if (random.nextInt(3) == 0) {
                        execute(session, "DELETE FROM users WHERE user_id = ?", user);
                    } else {
                        execute(session, CHANGE, user, connection.id(), "name " + random.nextInt());
                    }
                    execute(session, "SELECT pg_sleep(?)", random.nextDouble() / 2);
                    if (random.nextInt(8) == 0) {
                        session.rollback();
                    } else {
                        session.commit();
                    }
                }
            }
            return changes;
        };
    }

    private static void execute(java.sql.Connection session, String sql, Object... values) throws SQLException {
        try (var statement = session.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /** Applies an export as a receiver does; returns since when the next must ask. */
    private static @Nullable Instant next(Connection connection, @Nullable Instant since, Map<String, String> copy) {
        var export = jobs.export()
                .of(connection)
                .fields("user_id", "name")
                .changesSince(since, true)
                .replacing();
        var finished = export.run();
        assertThat(finished.completed()).isTrue();
        export.text().lines().map(JsonMapper.shared()::readTree).forEach(user -> {
            var id = user.path("user_id").stringValue();
            if (user.path("deleted").asBoolean(false)) {
                copy.remove(id);
            } else {
                copy.put(id, user.path("name").stringValue());
            }
        });
        return watermark(finished).orElseThrow();
    }

    private static Map<String, String> stored() {
        var users = new TreeMap<String, String>();
        jobs.jdbc().sql("SELECT user_id, name FROM users").query(row -> {
            users.put(row.getString(1), row.getString(2));
        });
        return users;
    }

    @Test
    void theNextExportAsksSinceTheOldestOpenTransactionBegan() throws Exception {
        var connection = jobs.connection("auth0");
        world.insertUsers(connection, "b", 3);
        try (var session = jobs.bean(DataSource.class).getConnection()) {
            session.setAutoCommit(false);
            Instant began;
            try (var now = session.createStatement().executeQuery("SELECT now()")) {
                now.next();
                began = now.getObject(1, OffsetDateTime.class).toInstant();
            }
            var open = watermark(changes(null).run());
            session.rollback();
            var closed = watermark(changes(null).run());

            assertThat(open).hasValueSatisfying(moment -> assertThat(moment).isBefore(began));
            assertThat(closed).hasValueSatisfying(moment -> assertThat(moment).isAfter(open.orElseThrow()));
        }
    }

    @Test
    void tellsWhoWasDeleted() {
        var connection = jobs.connection("auth0");
        var other = jobs.connection("auth0");
        world.insertUsers(connection, "b", 20);
        world.insertUsers(other, "c", 2);
        var since = watermark(changes(null).of(connection).run()).orElseThrow();
        world.execute("UPDATE users SET name = 'New', updated_at = now() WHERE user_id = 'auth0|b003'");
        world.execute("DELETE FROM users WHERE user_id IN ('auth0|b002', 'auth0|b011', 'auth0|c001', 'auth0|b004')");
        world.insertUser(connection, "auth0|b004", "again@example.com");
        world.execute("DELETE FROM users WHERE user_id = 'auth0|b007'");
        world.insertUser(other, "auth0|b007", "elsewhere@example.com");
        world.execute("UPDATE users SET linked_to = 'auth0|b001', linked_at = now() WHERE user_id = 'auth0|b005'");

        var ndjson = changes(since).of(connection).fields("user_id");
        var csv = changes(since).of(connection).fields("email", "user_id").csv();

        assertThat(ndjson.run().rows()).isEqualTo(6);
        assertThat(ndjson.text()).isEqualTo("""
                {"user_id":"auth0|b003"}
                {"user_id":"auth0|b004"}
                {"user_id":"auth0|b002","deleted":true}
                {"user_id":"auth0|b005","deleted":true}
                {"user_id":"auth0|b007","deleted":true}
                {"user_id":"auth0|b011","deleted":true}
                """);
        assertThat(csv.run().completed()).isTrue();
        assertThat(csv.text().lines())
                .containsExactly(
                        "email,user_id,deleted",
                        "\"b3@example.com\",\"auth0|b003\",",
                        "\"again@example.com\",\"auth0|b004\",",
                        ",\"auth0|b002\",true",
                        ",\"auth0|b005\",true",
                        ",\"auth0|b007\",true",
                        ",\"auth0|b011\",true");
    }

    @Test
    void anExportOfEverybodyHasNoTombstones() {
        var connection = jobs.connection("auth0");
        world.insertUsers(connection, "b", 3);
        world.execute("DELETE FROM users WHERE user_id = 'auth0|b001'");

        var all = changes(null).of(connection).fields("user_id").csv();

        assertThat(all.run().completed()).isTrue();
        assertThat(all.text().lines()).containsExactly("user_id,deleted", "\"auth0|b000\",", "\"auth0|b002\",");
    }

    @Test
    void otherExportsNoteNothing() {
        world.insertUsers(jobs.connection("auth0"), "b", 3);

        assertThat(watermark(jobs.export().run())).isEmpty();
    }

    private static AnExport changes(@Nullable Instant since) {
        return jobs.export().changesSince(since, true).replacing();
    }

    private static Optional<Instant> watermark(FinishedExport finished) {
        return jobs.jdbc()
                .sql("SELECT watermark FROM exports WHERE job_id = :job")
                .param("job", finished.jobId())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }
}

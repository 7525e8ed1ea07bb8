package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.importing.ImportOracle.Asked;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.testkit.FinishedImport;
import dev.usher.jobs.testkit.ImportJobHarness;
import dev.usher.jobs.user.UserAttribute;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random files over random users, against an oracle that applies the rules one row at a time: users, counts, errors and
 * warnings are the same, and a dry run says so beforehand. Ranges are small, so that a file has several.
 */
class UpsertModelIT {

    @RegisterExtension
    static final ImportJobHarness imports =
            new ImportJobHarness("usher.import.merge-rows=30", "usher.import.block-rows=50");

    private static final int SEEDS = Integer.getInteger("usher.test.model-seeds", 30);
    private static final long FIRST_SEED =
            Long.getLong("usher.test.model-first-seed", System.currentTimeMillis() % 1_000_000_000);

    private static final List<String> STRATEGIES =
            List.of("auth0", "auth0", "auth0", "email", "sms", "google-oauth2", "samlp");
    private static final Set<String> NOT_COMPARED =
            Set.of("connection_id", "created_at", "updated_at", "email_is_unique", "last_job_id", "password_is_own");

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesWhatTheRulesSayRowByRow(long seed) {
        var random = new Random(seed);
        var connection = connection(random);
        var oracle = new ImportOracle(connection.rules());
        var rows = new RandomUsers(random, connection.rules(), 60 + random.nextInt(120));
        takeIdsElsewhere(connection, oracle);

        importAndCompare(connection, oracle, rows.rows(100, false), new Asked(false, Metadata.REPLACE, Set.of()));
        logIn(random, oracle);
        importAndCompare(connection, oracle, rows.rows(150, true), asked(random));
    }

    private static void importAndCompare(
            Connection connection, ImportOracle oracle, List<Map<String, @Nullable Object>> rows, Asked asked) {
        var file = RandomUsers.ndjson(rows);
        var fields = UserAttribute.UPSERTABLE_ON_REQUEST.stream()
                .filter(a -> asked.upsertFields().contains(a.attributeName()))
                .toArray(UserAttribute[]::new);
        var before = rawUsers();

        var forecast = imports.into(connection)
                .upsert(asked.upsert())
                .metadata(asked.metadata())
                .upsertFields(fields)
                .dryRun()
                .run(file);
        assertThat(rawUsers()).isEqualTo(before);
        var job = imports.into(connection)
                .upsert(asked.upsert())
                .metadata(asked.metadata())
                .upsertFields(fields)
                .run(file);
        oracle.run(rows, asked);

        assertThat(job.errorCodes()).isEqualTo(oracle.errors());
        assertThat(users(connection)).isEqualTo(expectedUsers(oracle));
        assertThat(job.counts()).isEqualTo(oracle.counts());
        assertThat(job.warnings()).isEqualTo(oracle.warnings());
        assertThat(job.summary().read()).isEqualTo(rows.size());
        assertThat(forecast.counts()).isEqualTo(job.counts());
        assertThat(forecast.errors()).isEqualTo(job.errors());
        assertThat(forecast.warnings()).isEqualTo(job.warnings());
        assertUnchangedUsersWereNotWritten(before, job);
    }

    /** Every user that the job wrote bears its name, and they are as many as it counts. */
    private static void assertUnchangedUsersWereNotWritten(List<String> before, FinishedImport job) {
        var written = new HashSet<>(rawUsers());
        before.forEach(written::remove);
        var summary = job.summary();
        assertThat(written).hasSize((int) (summary.inserted() + summary.updated() - summary.unchanged()));
        assertThat(imports.jdbc()
                        .sql("SELECT count(*) FROM users WHERE last_job_id = :job")
                        .param("job", job.jobId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(written.size());
    }

    private static Connection connection(Random random) {
        var strategy = any(random, STRATEGIES);
        var when = any(random, List.of(SetUserRootAttributes.values()));
        boolean username = strategy.equals("auth0") && random.nextBoolean();
        return imports.connection(strategy, new ConnectionOptions(username, 1, 15, when, List.of()));
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Asked asked(Random random) {
        var fields = UserAttribute.UPSERTABLE_ON_REQUEST.stream()
                .filter(a -> random.nextInt(4) == 0)
                .map(UserAttribute::attributeName)
                .collect(Collectors.toSet());
        return new Asked(random.nextInt(6) > 0, any(random, List.of(Metadata.values())), fields);
    }

    /** Some ids belong to users of another connection. */
    private static void takeIdsElsewhere(Connection connection, ImportOracle oracle) {
        var other = imports.connection("google-oauth2");
        var rows =
                IntStream.range(0, 8).mapToObj(n -> "{'user_id':'id" + n + "'}").toArray(String[]::new);
        imports.into(other).rows(rows);
        imports.jdbc()
                .sql("UPDATE users SET user_id = replace(user_id, 'google-oauth2|', :prefix)")
                .param("prefix", connection.rules().userIdPrefix())
                .update();
        for (int n = 0; n < 8; n++) {
            oracle.addForeignId(connection.rules().userIdPrefix() + "id" + n);
        }
    }

    private static void logIn(Random random, ImportOracle oracle) {
        for (var user : oracle.users()) {
            if (user.containsKey("custom_password_hash") && random.nextBoolean()) {
                user.put("password_is_own", true);
                imports.jdbc()
                        .sql("UPDATE users SET password_is_own = true WHERE email = :email")
                        .param("email", user.get("email"))
                        .update();
            }
        }
    }

    private static List<String> rawUsers() {
        return imports.jdbc()
                .sql("SELECT xmin || ' ' || ctid || ' ' || u FROM users AS u ORDER BY user_id")
                .query(String.class)
                .list();
    }

    private static List<String> users(Connection connection) {
        return imports.users(connection).stream()
                .map(user ->
                        comparable(user, String.valueOf(user.get("user_id")).matches("[a-z0-9]+\\|[0-9a-f]{24}")))
                .sorted()
                .toList();
    }

    private static List<String> expectedUsers(ImportOracle oracle) {
        return oracle.users().stream()
                .map(user -> comparable(user, !user.containsKey("user_id")))
                .sorted()
                .toList();
    }

    private static String comparable(Map<String, Object> user, boolean generatedId) {
        var values = new TreeMap<String, Object>();
        user.forEach((name, value) -> {
            if (!NOT_COMPARED.contains(name)) {
                values.put(name, value instanceof Map<?, ?> map ? sorted(map) : value);
            }
        });
        if (generatedId) {
            values.put("user_id", "generated");
        }
        return values.toString();
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) ->
                sorted.put(key.toString(), value instanceof Map<?, ?> inner ? sorted(inner) : value));
        return sorted;
    }
}

package dev.usher.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.Project;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries run on a real database; {@code -Dusher.search.fuzz=100000} tries more random ones. */
class UserQueryIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Duration LONGEST = Duration.ofMillis(50);

    private static SearchDatabase users;

    @BeforeAll
    static void insertUsers() {
        users = new SearchDatabase(POSTGRES.migratedDatabase());
    }

    @AfterAll
    static void close() {
        users.close();
    }

    @TestFactory
    Stream<DynamicTest> examplesFindWhatTheySay() {
        return examples().entrySet().stream()
                .map(example -> dynamicTest(
                        example.getKey(),
                        () -> assertThat(users.find(example.getKey()))
                                .containsExactlyInAnyOrderElementsOf(expected(example.getValue()))));
    }

    @Test
    void documentedQueriesAreAmongTheExamples() throws IOException {
        var text = Files.readString(Project.root().resolve("docs/user-search.md"));
        var documented =
                DOCUMENTED.matcher(text).results().map(row -> row.group(1)).toList();

        assertThat(documented).hasSizeGreaterThan(40);
        assertThat(examples().keySet()).containsAll(documented);
    }

    @Test
    void everyExampleCanBeTurnedRound() {
        var everybody = users.find("*:*");
        for (String query : examples().keySet()) {
            var found = users.find(query);

            assertThat(users.find("NOT (" + query + ")"))
                    .as(query)
                    .containsExactlyInAnyOrderElementsOf(everybody.stream()
                            .filter(user -> !found.contains(user))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            user_id:-1;         s1,7,g1,meta,joe,jane,emile,both,bob,ann
            email:1;            ann,bob,both,emile,g1,jane,joe,meta,7,s1
            email:-1;           7,meta,joe,jane,g1,emile,both,bob,ann,s1
            logins_count:1;     joe,bob,both,g1,emile,jane,ann,meta,7,s1
            logins_count:-1;    jane,emile,g1,both,bob,joe,s1,7,meta,ann
            created_at:-1;      emile,meta,joe,both,s1,7,g1,jane,bob,ann
            blocked:1;          both,joe,bob,ann,emile,jane,meta,g1,7,s1
            """)
    void sortsByAnAttributeAndThenById(String sort, String expected) {
        assertThat(users.ids(UserQuery.parse("*").condition(List.of()), UserSort.parse(sort)))
                .containsExactly(expected.split(","));
    }

    @Test
    void noRandomQueryIsAnErrorOfTheDatabaseOrSlowToRefuse() {
        int count = Integer.getInteger("usher.search.fuzz", 10_000);
        long seed = Long.getLong("usher.search.seed", System.nanoTime());
        var queries = new RandomQueries(new Random(seed));
        // Loads the parser.
        assertThat(users.find("name:jane*")).isNotEmpty();
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            var text = queries.next();
            if (isRead(text, seed)) {
                accepted++;
                run(text, seed);
            }
        }
        assertThat(accepted).as("accepted, seed %d", seed).isBetween(count / 20, count);
    }

    private static boolean isRead(String text, long seed) {
        try {
            UserQuery.parse(text);
            return true;
        } catch (InvalidQueryException e) {
            assertThat(e).hasMessageMatching("(?s)[A-Z].*\\.");
            // A text that takes long does so each time; a JVM that loads classes, or collects, does so once.
            assertThat(Stream.generate(() -> timeToRefuse(text)).limit(3))
                    .as("refusal of %s, seed %d", text, seed)
                    .anyMatch(time -> time.compareTo(LONGEST) < 0);
            return false;
        }
    }

    /** Of the processor. */
    private static Duration timeToRefuse(String text) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        assertThatThrownBy(() -> UserQuery.parse(text)).isInstanceOf(InvalidQueryException.class);
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    }

    private static void run(String text, long seed) {
        try {
            users.find(text);
        } catch (RuntimeException e) {
            throw new AssertionError("query " + text + ", seed " + seed, e);
        }
    }

    private static List<String> expected(String names) {
        return switch (names) {
            case "ALL" -> List.of("ann", "bob", "both", "emile", "jane", "joe", "meta", "g1", "7", "s1");
            case "NONE" -> List.of();
            default -> Arrays.asList(names.split(" "));
        };
    }

    private static Map<String, String> examples() {
        var examples = new LinkedHashMap<String, String>();
        SearchDatabase.resource("examples.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int arrow = line.lastIndexOf(" => ");
                    examples.put(line.substring(0, arrow), line.substring(arrow + 4));
                });
        return examples;
    }
}

package dev.usher.app.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Repeats a fault at points that a seed chooses, and reports each in one line. A build takes a few of them, one after the other
 * from where its seed says, so that many builds take all; the profile {@code bench} takes all at once.
 */
final class FaultPoints {

    /** Further than any class has points; with its seeds these are other ones in each build. */
    private static final int ROUND = 360;

    private FaultPoints() {}

    /** One repetition. */
    @FunctionalInterface
    interface Point {

        /**
         * @param index for what goes by turns; not from zero
         * @return what happened, for the report
         */
        String run(int index, long seed) throws Exception;
    }

    /** The seed of a class of tests: of the system property {@code usher.fault.seed}, or a new one. */
    static long seed() {
        return Long.getLong("usher.fault.seed", System.nanoTime() & 0xffffff);
    }

    /**
     * @param property a system property that says how many
     * @param parallel how many at the same time
     */
    static Stream<DynamicTest> run(String name, String property, int count, int parallel, Point point) {
        long seed = seed();
        int points = Integer.getInteger(property, count);
        int first = (int) (seed % ROUND);
        System.out.printf("%s: %d points, -Dusher.fault.seed=%d%n", name, points, seed);
        var pool = Executors.newFixedThreadPool(parallel, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            int index = i;
            results.add(pool.submit((Callable<String>) () -> point.run(first + index, seed + index)));
        }
        pool.shutdown();
        return IntStream.range(0, points)
                .mapToObj(i -> DynamicTest.dynamicTest(
                        name + " " + i, () -> report(name + " " + i + " seed " + (seed + i), results.get(i))));
    }

    /** This many of some cases, other ones in each build; all of them if the system property {@code usher.fault.all} is set. */
    @SafeVarargs
    static <T> Stream<T> some(int count, T... cases) {
        int first = (int) (seed() % cases.length);
        return IntStream.range(0, Boolean.getBoolean("usher.fault.all") ? cases.length : count)
                .mapToObj(i -> cases[(first + i) % cases.length]);
    }

    /** For the names of connections and folders. */
    static String nameOf(FaultProxy.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static void report(String what, Future<String> result) throws Exception {
        try {
            System.out.println(what + ": " + result.get() + ": ok");
        } catch (ExecutionException e) {
            System.out.println(what + ": FAILED: " + e.getCause());
            // Reports show the first message only.
            throw new AssertionError(what + ": " + e.getCause(), e.getCause());
        }
    }
}

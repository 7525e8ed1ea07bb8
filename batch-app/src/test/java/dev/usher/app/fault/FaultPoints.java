package dev.usher.app.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Repeats a fault at points that a seed chooses, and reports each in one line. */
final class FaultPoints {

    private FaultPoints() {}

    /** One repetition. */
    @FunctionalInterface
    interface Point {

        /** @return what happened, for the report */
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
        System.out.printf("%s: %d points, -Dusher.fault.seed=%d%n", name, points, seed);
        var pool = Executors.newFixedThreadPool(parallel, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            int index = i;
            results.add(pool.submit((Callable<String>) () -> point.run(index, seed + index)));
        }
        pool.shutdown();
        return IntStream.range(0, points)
                .mapToObj(i -> DynamicTest.dynamicTest(
                        name + " " + i, () -> report(name + " " + i + " seed " + (seed + i), results.get(i))));
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

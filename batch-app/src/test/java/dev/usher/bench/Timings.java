package dev.usher.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The seconds of every measurement, by its name and in the order of the rounds. */
final class Timings {

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    /** Adds a measurement and prints it, so that one can follow a run. */
    void add(String name, Duration took) {
        addPart(name, took);
        System.out.printf(Locale.ROOT, "(%s) %.2f s%n", name, took.toMillis() / 1000.0);
    }

    /** Adds what is a part of another measurement, or contains it. */
    void addPart(String name, Duration took) {
        seconds.computeIfAbsent(name, key -> new ArrayList<>()).add(took.toNanos() / 1e9);
    }

    boolean has(String name) {
        return seconds.containsKey(name);
    }

    double median(String name) {
        return median(seconds.getOrDefault(name, List.of()));
    }

    /** How much faster the first is: the median over the rounds, or of the medians if not every round measured both. */
    double speedRatio(String fast, String slow) {
        var fasts = seconds.getOrDefault(fast, List.of());
        var slows = seconds.getOrDefault(slow, List.of());
        if (fasts.size() != slows.size()) {
            return median(slow) / median(fast);
        }
        return median(IntStream.range(0, fasts.size())
                .mapToObj(round -> slows.get(round) / fasts.get(round))
                .toList());
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

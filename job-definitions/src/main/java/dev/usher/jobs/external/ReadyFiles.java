package dev.usher.jobs.external;

import static java.util.Comparator.comparing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * The files of a store that nobody writes any more: those that are the same at two looks, or those that have a marker.
 *
 * @param ready oldest first
 * @param unfinished how many others match
 */
public record ReadyFiles(List<ExternalFile> ready, int unfinished) {

    /**
     * Looks, waits for as long as the store's settings say, and looks again.
     *
     * @throws CancellationException if it was stopped in between
     */
    public static ReadyFiles in(ExternalStore store, FilePattern pattern, StoreTries.Pause pause) {
        var traits = store.traits();
        var found = look(store, pattern, traits, pause);
        if (traits.marker().isPresent()) {
            return marked(store, pattern, traits.marker().get(), found, pause);
        }
        if (traits.stableFor().isZero() || found.isEmpty()) {
            return of(found, found.size());
        }
        StoreTries.await(pause, traits.stableFor());
        var later = look(store, pattern, traits, pause);
        var before = found.stream().collect(Collectors.toMap(ExternalFile::name, file -> file, (a, b) -> b));
        var stable = later.stream()
                .filter(file -> before.containsKey(file.name()) && file.isSameAs(before.get(file.name())))
                .toList();
        return of(stable, later.size());
    }

    /** All that match, also those that are still being written, as they are at one look. */
    public static List<ExternalFile> matching(ExternalStore store, FilePattern pattern) {
        return store.traits()
                .marker()
                .map(marker -> withoutMarkers(store.list(pattern), marker))
                .orElseGet(() -> store.list(pattern));
    }

    private static List<ExternalFile> look(
            ExternalStore store, FilePattern pattern, StoreTraits traits, StoreTries.Pause pause) {
        return StoreTries.call(
                pause,
                () -> traits.listed()
                        ? store.list(pattern)
                        : store.find(pattern.text()).stream().toList());
    }

    private static ReadyFiles marked(
            ExternalStore store, FilePattern pattern, String marker, List<ExternalFile> found, StoreTries.Pause pause) {
        var names = StoreTries.call(pause, () -> markers(store, pattern, marker, found));
        var files = withoutMarkers(found, marker);
        return of(
                files.stream()
                        .filter(file -> names.contains(file.name() + marker))
                        .toList(),
                files.size());
    }

    /** {@code users-*} matches the markers of its files as well. */
    private static List<ExternalFile> withoutMarkers(List<ExternalFile> files, String marker) {
        return files.stream().filter(file -> !file.name().endsWith(marker)).toList();
    }

    private static Set<String> markers(
            ExternalStore store, FilePattern pattern, String marker, List<ExternalFile> found) {
        var names = found.stream().map(ExternalFile::name).collect(Collectors.toCollection(HashSet::new));
        store.list(new FilePattern(pattern.text() + marker)).forEach(file -> names.add(file.name()));
        return names;
    }

    private static ReadyFiles of(List<ExternalFile> ready, int matching) {
        var ordered = ready.stream()
                .sorted(comparing(ExternalFile::modifiedAt).thenComparing(ExternalFile::name))
                .toList();
        return new ReadyFiles(ordered, matching - ordered.size());
    }
}

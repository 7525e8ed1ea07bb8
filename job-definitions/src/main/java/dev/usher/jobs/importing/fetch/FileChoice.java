package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.importing.fetch.TakenFiles.Imported;
import dev.usher.jobs.importing.fetch.TakenFiles.Known;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of the files of a source a job takes. */
sealed interface FileChoice {

    record Taken(ExternalFile file) implements FileChoice {}

    /**
     * Nothing is new.
     *
     * @param file which is the one that was imported last; empty if that is not there any more, and all others are older
     */
    record Unchanged(Optional<ExternalFile> file) implements FileChoice {}

    /** Another job is importing it. */
    record Busy(ExternalFile file) implements FileChoice {}

    record None() implements FileChoice {}

    /** @param ready oldest first */
    static FileChoice of(FileSource source, boolean dryRun, List<ExternalFile> ready, Known known) {
        boolean compares = !dryRun && source.ifUnchanged() == IfUnchanged.SKIP;
        return source.takesAll() ? first(ready, known, compares) : newest(ready, known, dryRun, compares);
    }

    private static FileChoice first(List<ExternalFile> ready, Known known, boolean compares) {
        Predicate<ExternalFile> free = file -> known.underWay().stream().noneMatch(file::isSameAs)
                && known.unsettled().stream().noneMatch(file::isSameAs);
        var first = ready.stream().filter(free).findFirst();
        if (first.isEmpty()) {
            return ready.isEmpty() ? new None() : new Busy(ready.get(0));
        }
        return compares
                        && known.last()
                                .filter(last -> first.get().isSameAs(last.file()))
                                .isPresent()
                ? new Unchanged(first)
                : new Taken(first.get());
    }

    private static FileChoice newest(List<ExternalFile> ready, Known known, boolean dryRun, boolean compares) {
        if (ready.isEmpty()) {
            return new None();
        }
        var newest = ready.get(ready.size() - 1);
        if (!dryRun && known.underWay().stream().anyMatch(newest::isSameAs)) {
            return new Busy(newest);
        }
        var last = known.last().map(Imported::file);
        if (compares && last.filter(newest::isSameAs).isPresent()) {
            return new Unchanged(Optional.of(newest));
        }
        // Once the newest was imported and moved away, those that it made obsolete must not follow it.
        return !dryRun && last.filter(l -> isOlder(newest, l)).isPresent()
                ? new Unchanged(Optional.empty())
                : new Taken(newest);
    }

    /** A file that is named again, or has the same name, may well have been put back. */
    private static boolean isOlder(ExternalFile file, ExternalFile last) {
        return !file.name().equals(last.name()) && file.modifiedAt().isBefore(last.modifiedAt());
    }
}

package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.importing.fetch.TakenFiles.Imported;
import dev.usher.jobs.importing.fetch.TakenFiles.Known;
import java.time.Instant;
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
        return source.takesAll()
                ? first(source, ready, known, dryRun, compares)
                : newest(ready, known, dryRun, compares);
    }

    /** One after the other: while any of them is under way, none is taken, whoever is at it. */
    private static FileChoice first(
            FileSource source, List<ExternalFile> ready, Known known, boolean dryRun, boolean compares) {
        var underWay = known.underWay().stream()
                .filter(file -> !dryRun && source.files().matches(file.name()))
                .findFirst();
        if (underWay.isPresent()) {
            return new Busy(underWay.get());
        }
        Predicate<ExternalFile> free = file -> known.unsettled().stream().noneMatch(file::isSameAs);
        var first = ready.stream().filter(free).findFirst();
        if (first.isEmpty()) {
            return ready.isEmpty() ? new None() : new Busy(ready.get(0));
        }
        return compares
                        && known.last()
                                .filter(last -> last.makesNeedless(first.get()))
                                .isPresent()
                ? new Unchanged(first)
                : new Taken(first.get());
    }

    private static FileChoice newest(List<ExternalFile> ready, Known known, boolean dryRun, boolean compares) {
        if (ready.isEmpty()) {
            return new None();
        }
        var last = known.last();
        var newest = ready.stream()
                .reduce((a, b) -> moment(b, last).isBefore(moment(a, last)) ? a : b)
                .orElseThrow();
        if (!dryRun && known.underWay().stream().anyMatch(claimed -> isClaimed(newest, claimed))) {
            return new Busy(newest);
        }
        if (compares && last.filter(l -> l.makesNeedless(newest)).isPresent()) {
            return new Unchanged(Optional.of(newest));
        }
        // Once the newest was imported and moved away, those that it made obsolete must not follow it.
        return compares && last.filter(l -> isOlder(newest, l)).isPresent()
                ? new Unchanged(Optional.empty())
                : new Taken(newest);
    }

    /** When a file counts as modified: a clock that was ahead must not keep all later files from being taken. */
    private static Instant moment(ExternalFile file, Optional<Imported> last) {
        return last.filter(l -> file.isSameAs(l.file())).map(Imported::moment).orElse(file.modifiedAt());
    }

    /** One whose store can't tell versions apart is taken for the same. */
    private static boolean isClaimed(ExternalFile file, ExternalFile claimed) {
        return file.isSameAs(claimed)
                || (claimed.version().isEmpty() && file.name().equals(claimed.name()));
    }

    /** A file that is named again, or has the same name, may well have been put back. */
    private static boolean isOlder(ExternalFile file, Imported last) {
        return !file.name().equals(last.file().name()) && file.modifiedAt().isBefore(last.moment());
    }
}

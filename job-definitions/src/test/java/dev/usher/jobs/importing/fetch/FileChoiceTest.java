package dev.usher.jobs.importing.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.FileSource.Take;
import dev.usher.jobs.importing.fetch.TakenFiles.Imported;
import dev.usher.jobs.importing.fetch.TakenFiles.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileChoiceTest {

    private static final ExternalFile MONDAY = file("monday", 1);
    private static final ExternalFile TUESDAY = file("tuesday", 2);
    private static final ExternalFile WEDNESDAY = file("wednesday", 3);
    private static final Instant LATER = Instant.EPOCH.plusSeconds(60);
    private static final Known NOTHING = new Known(Optional.empty(), List.of(), List.of());

    @Test
    void takesTheNewest() {
        assertThat(newest(NOTHING, MONDAY, TUESDAY)).isEqualTo(new FileChoice.Taken(TUESDAY));
    }

    @Test
    void takesTheOldestIfItIsToTakeAll() {
        assertThat(all(NOTHING, MONDAY, TUESDAY)).isEqualTo(new FileChoice.Taken(MONDAY));
    }

    @Test
    void hasNothingToTake() {
        assertThat(newest(NOTHING)).isEqualTo(new FileChoice.None());
        assertThat(all(NOTHING)).isEqualTo(new FileChoice.None());
    }

    @Test
    void takesNoFileTwice() {
        assertThat(newest(last(TUESDAY), MONDAY, TUESDAY)).isEqualTo(new FileChoice.Unchanged(Optional.of(TUESDAY)));
        assertThat(all(last(MONDAY), MONDAY)).isEqualTo(new FileChoice.Unchanged(Optional.of(MONDAY)));
    }

    @Test
    void goesBackToNoOlderFile() {
        assertThat(newest(last(WEDNESDAY), MONDAY, TUESDAY)).isEqualTo(new FileChoice.Unchanged(Optional.empty()));
    }

    @Test
    void takesAnOlderFileThatWasPutBackUnderTheSameName() {
        var restored = file("wednesday", 0);

        assertThat(newest(last(WEDNESDAY), restored)).isEqualTo(new FileChoice.Taken(restored));
    }

    @Test
    void leavesAFileToWhoeverIsImportingIt() {
        var known = new Known(Optional.empty(), List.of(TUESDAY), List.of());

        assertThat(newest(known, MONDAY, TUESDAY)).isEqualTo(new FileChoice.Busy(TUESDAY));
    }

    @Test
    void takesNoneOfAllWhileAnyIsUnderWay() {
        var known = new Known(Optional.empty(), List.of(TUESDAY), List.of());

        assertThat(all(known, TUESDAY, WEDNESDAY)).isEqualTo(new FileChoice.Busy(TUESDAY));
        assertThat(all(known, WEDNESDAY)).isEqualTo(new FileChoice.Busy(TUESDAY));
        assertThat(all(known, TUESDAY)).isEqualTo(new FileChoice.Busy(TUESDAY));
    }

    @Test
    void doesNotWaitForFilesOfAnotherPattern() {
        var known = new Known(Optional.empty(), List.of(TUESDAY), List.of());
        var source = new FileSource("hr", "wed*", null, Take.ALL, IfMissing.FAIL, IfUnchanged.SKIP);

        assertThat(FileChoice.of(source, false, List.of(WEDNESDAY), known)).isEqualTo(new FileChoice.Taken(WEDNESDAY));
    }

    @Test
    void leavesAFileWithoutAVersionToWhoeverIsImportingIt() {
        var file = new ExternalFile("monday", 1, Instant.EPOCH, "");

        assertThat(newest(new Known(Optional.empty(), List.of(file), List.of()), file))
                .isEqualTo(new FileChoice.Busy(file));
    }

    @Test
    void takesLaterFilesAfterOneWhoseTimeWasInTheFuture() {
        var future = file("future", 1_000_000);
        var known =
                new Known(Optional.of(new Imported(future, "sha256", MONDAY.modifiedAt(), true)), List.of(), List.of());

        assertThat(newest(known, TUESDAY)).isEqualTo(new FileChoice.Taken(TUESDAY));
        assertThat(newest(known, TUESDAY, future)).isEqualTo(new FileChoice.Taken(TUESDAY));
        assertThat(newest(known, future)).isEqualTo(new FileChoice.Unchanged(Optional.of(future)));
    }

    @Test
    void passesOverAFileThatIsStillToBeMovedAway() {
        var known = new Known(Optional.empty(), List.of(), List.of(MONDAY));

        assertThat(all(known, MONDAY, TUESDAY)).isEqualTo(new FileChoice.Taken(TUESDAY));
    }

    @Test
    void takesTheNewestForADryRunWhateverWasImported() {
        var source = FileSource.ofStore("hr", "*");
        var known = new Known(Optional.of(new Imported(TUESDAY, "", LATER, true)), List.of(TUESDAY), List.of());

        assertThat(FileChoice.of(source, true, List.of(MONDAY, TUESDAY), known))
                .isEqualTo(new FileChoice.Taken(TUESDAY));
    }

    @Test
    void takesTheSameFileAgainIfItIsTold() {
        var again = new FileSource("hr", "*", null, Take.NEWEST, IfMissing.FAIL, IfUnchanged.IMPORT);

        assertThat(FileChoice.of(again, false, List.of(TUESDAY), last(TUESDAY)))
                .isEqualTo(new FileChoice.Taken(TUESDAY));
        assertThat(FileChoice.of(again, false, List.of(MONDAY), last(TUESDAY))).isEqualTo(new FileChoice.Taken(MONDAY));
    }

    private static FileChoice newest(Known known, ExternalFile... ready) {
        return FileChoice.of(FileSource.ofStore("hr", "*"), false, List.of(ready), known);
    }

    private static FileChoice all(Known known, ExternalFile... ready) {
        var source = new FileSource("hr", "*", null, Take.ALL, IfMissing.FAIL, IfUnchanged.SKIP);
        return FileChoice.of(source, false, List.of(ready), known);
    }

    private static Known last(ExternalFile file) {
        return new Known(Optional.of(new Imported(file, "sha256", LATER, true)), List.of(), List.of());
    }

    private static ExternalFile file(String name, int day) {
        var modified = Instant.EPOCH.plusSeconds(day);
        return new ExternalFile(name, 1, modified, name + day);
    }
}

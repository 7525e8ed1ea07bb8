package dev.usher.app.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store does into which files can be put, and in which they can be moved. Its stores move files to {@code done}
 * and {@code failed}.
 */
public abstract class ExternalStoreContract extends ReadableStoreContract {

    @TempDir
    Path folder;

    /** All files that are there, also those that are hidden or moved, as {@code done/users.csv}; in alphabetical order. */
    protected abstract List<String> everything();

    protected abstract String content(String name);

    @Test
    void listsPlainFilesThatMatch() {
        put("users-1.csv", "1");
        put("users-2.csv", "22");
        put("users-3.json", "3");
        put(".users-4.csv", "4");
        put("done/users-5.csv", "5");

        var files = store().list(new FilePattern("users-*.csv"));

        assertThat(files).extracting(ExternalFile::name).containsExactlyInAnyOrder("users-1.csv", "users-2.csv");
        files.forEach(file -> assertThat(store().find(file.name())).contains(file));
    }

    @Test
    void listsMoreFilesThanAPageHolds() {
        for (int i = 0; i < moreFilesThanAPageHolds(); i++) {
            put("users-" + i + ".csv", "x");
        }

        assertThat(store().list(new FilePattern("*"))).hasSize(moreFilesThanAPageHolds());
    }

    @Test
    void cannotListWhatItCannotReach() {
        assertFails(Reason.UNREACHABLE, () -> unreachable().list(new FilePattern("*")));
    }

    @Test
    void movesAFileOnce() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();

        assertThat(store().settle(file, "job_1", Place.INBOX, Place.DONE)).isTrue();
        assertThat(store().settle(file, "job_1", Place.INBOX, Place.DONE)).isTrue();

        assertThat(everything()).containsExactly("done/job_1-users.csv");
        assertThat(content("done/job_1-users.csv")).isEqualTo("email\n");
    }

    @Test
    void movesAFileOnFromWhereItWasMoved() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();

        store().settle(file, "job_1", Place.INBOX, Place.FAILED);
        assertThat(everything()).containsExactly("failed/job_1-users.csv");
        assertThat(store().settle(file, "job_1", Place.FAILED, Place.DONE)).isTrue();

        assertThat(everything()).containsExactly("done/job_1-users.csv");
    }

    @Test
    void saysIfThereIsNothingToMove() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        remove("users.csv");

        assertThat(store().settle(file, "job_1", Place.INBOX, Place.DONE)).isFalse();
    }

    @Test
    void takesAFileThatItCannotReachForNoMovedOne() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();

        assertFails(Reason.UNREACHABLE, () -> unreachable().settle(file, "job_1", Place.INBOX, Place.DONE));
    }

    @Test
    void fetchesAFileFromWhereItWasMoved() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        store().settle(file, "job_1", Place.INBOX, Place.FAILED);
        put("users.csv", "another\n");
        var out = new ByteArrayOutputStream();

        store().fetchMoved(file, "job_1", Place.FAILED, out);

        assertThat(out.toString(UTF_8)).isEqualTo("email\n");
        assertFails(Reason.GONE, () -> store().fetchMoved(file, "job_2", Place.FAILED, out));
        assertFails(Reason.UNREACHABLE, () -> unreachable().fetchMoved(file, "job_1", Place.FAILED, out));
    }

    @Test
    void leavesAloneAnotherFileThatHasTheNameByNow() {
        put("users.csv", "first");
        var file = store().find("users.csv").orElseThrow();
        put("users.csv", "second!");

        assertThat(store().settle(file, "job_1", Place.INBOX, Place.DONE)).isFalse();

        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).isEqualTo("second!");
    }

    @Test
    void keepsEveryFileOfTheSameName() {
        for (var job : List.of("job_1", "job_2")) {
            put("users.csv", job);
            store().settle(store().find("users.csv").orElseThrow(), job, Place.INBOX, Place.DONE);
        }

        assertThat(everything()).containsExactly("done/job_1-users.csv", "done/job_2-users.csv");
    }

    @Test
    void showsAFileOnceItIsPublished() {
        try (var upload = uploaded("users.csv", "label", "email\n")) {
            assertThat(store().find("users.csv")).isEmpty();
            assertThat(store().list(new FilePattern("*"))).isEmpty();

            upload.publish(false);
        }

        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).isEqualTo("email\n");
    }

    @Test
    void takesAnEmptyFile() {
        try (var upload = uploaded("users.csv", "label", "")) {
            upload.publish(false);
        }

        assertThat(content("users.csv")).isEmpty();
    }

    @Test
    void replacesAFileOnlyIfItMay() {
        put("users.csv", "old");

        try (var upload = uploaded("users.csv", "one", "new")) {
            assertFails(Reason.EXISTS, () -> upload.publish(false));
            assertThat(content("users.csv")).isEqualTo("old");
        }

        try (var upload = uploaded("users.csv", "two", "new")) {
            upload.publish(true);
        }
        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).isEqualTo("new");
    }

    @Test
    protected void leavesAFileAloneWhoseReplacementIsGivenUp() {
        put("users.csv", "old");

        uploaded("users.csv", "label", "new").close();

        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).isEqualTo("old");
    }

    @Test
    void leavesNothingBehindOfWhatWasNotPublished() {
        uploaded("users.csv", "label", "email\n").close();

        assertThat(everything()).isEmpty();
        assertThat(unfinished()).isZero();
    }

    @Test
    void doesNotPublishWhatSomebodyElseAbandoned() {
        try (var frozen = uploaded("users.csv", "one", "old")) {
            store().abandon("users.csv", frozen.id());
            try (var next = uploaded("users.csv", "two", "new")) {
                next.publish(false);
            }

            Assertions.assertThatThrownBy(() -> frozen.publish(true)).isInstanceOf(ExternalStoreException.class);
        }
        assertThat(content("users.csv")).isEqualTo("new");
        assertThat(everything()).containsExactly("users.csv");
        assertThat(unfinished()).isZero();
    }

    @Test
    void abandonsWhatIsNotThereWithoutAWord() {
        var upload = uploaded("users.csv", "one", "x");
        store().abandon("users.csv", upload.id());
        store().abandon("users.csv", upload.id());
        upload.close();

        assertThat(everything()).isEmpty();
    }

    @Test
    void stopsAnUploadThatIsCancelled() {
        var file = file("email\n");
        try (var upload = store().begin("users.csv", "label")) {
            Assertions.assertThatThrownBy(() -> upload.write(file, () -> true))
                    .isInstanceOf(CancellationException.class);
        }

        assertThat(everything()).isEmpty();
    }

    @Test
    void cannotBringAFileWhereItIsNotReached() {
        var file = file("email\n");
        assertFails(Reason.UNREACHABLE, () -> {
            try (var upload = unreachable().begin("users.csv", "label")) {
                upload.write(file, () -> false);
            }
        });
    }

    /** For stores that list page by page. */
    protected int moreFilesThanAPageHolds() {
        return 25;
    }

    /** Uploads that were begun and neither published nor abandoned, as far as they are not among everything. */
    protected int unfinished() {
        return 0;
    }

    private ExternalUpload uploaded(String name, String label, String content) {
        var upload = store().begin(name, label);
        upload.write(file(content), () -> false);
        return upload;
    }

    private Path file(String content) {
        try {
            return Files.writeString(folder.resolve("content"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

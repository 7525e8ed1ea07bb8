package dev.usher.jobs.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.file.FileStoreException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every file store does; one subclass per implementation. */
abstract class FileStoreContract {

    static final Instant FAR_FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    abstract FileStore store();

    @Test
    void givesBackWhatItTook() throws Exception {
        var file = store().create(FileKind.INPUT, bytes("päyload"));

        assertThat(file.sizeBytes()).isEqualTo(8);
        assertThat(store().find(file.name())).contains(file);
        assertThat(text(file.name())).isEqualTo("päyload");
        assertThat(Files.readString(store().requireLocalPath(file.name()))).isEqualTo("päyload");
    }

    @Test
    void hasAnIdThatNeitherFilesNorTidyingUpChange() throws Exception {
        var id = store().id();

        store().create(FileKind.INPUT, bytes("a"));
        store().deleteUnfinishedBefore(FAR_FUTURE);

        assertThat(store().id()).isEqualTo(id);
        assertThat(store().find(id)).isEmpty();
    }

    @Test
    void takesMoreThanABufferful() throws Exception {
        var file = store().create(FileKind.UNPACKED, out -> {
            for (int i = 0; i < 1000; i++) {
                out.write(new byte[1000]);
                out.write(7);
            }
        });

        assertThat(file.sizeBytes()).isEqualTo(1_001_000);
    }

    @Test
    void takesAnEmptyFile() throws Exception {
        assertThat(store().create(FileKind.INPUT, bytes("")).sizeBytes()).isZero();
    }

    @Test
    void makesANewNameForEachFile() throws Exception {
        var first = store().create(FileKind.INPUT, bytes("a"));
        var second = store().create(FileKind.INPUT, bytes("b"));

        assertThat(first.name()).isNotEqualTo(second.name()).startsWith("input-");
        assertThat(text(first.name())).isEqualTo("a");
    }

    @Test
    void twoFilesWithTheSameLabelDoNotMeet() throws Exception {
        var second = new StoredFile[1];
        var first = store().create(FileKind.SEGMENT, "job_1-7", out -> {
            second[0] = store().create(FileKind.SEGMENT, "job_1-7", other -> other.write('b'));
            out.write('a');
        });

        assertThat(first.name()).startsWith("segment-job_1-7-");
        assertThat(text(first.name())).isEqualTo("a");
        assertThat(text(second[0].name())).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../a", "a b", "ä", "a.part", "a\n"})
    void takesNoLabelThatItWouldNotFindAgain(String label) {
        assertThatThrownBy(() -> store().create(FileKind.SEGMENT, label, out -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlySegmentsHaveLabels() {
        assertThatThrownBy(() -> store().create(FileKind.INPUT, "job_1", out -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesLabelsOfFiftyCharacters() throws Exception {
        var file = store().create(FileKind.SEGMENT, "j".repeat(50), out -> out.write('a'));

        assertThat(store().find(file.name())).contains(file);
    }

    @Test
    void deletesAllFilesWhoseLabelsBeginAlikeTheUnfinishedOnesToo() throws Exception {
        var other = store().create(FileKind.SEGMENT, "job_10-0", out -> out.write('a'));
        var input = store().create(FileKind.INPUT, bytes("a"));
        store().create(FileKind.SEGMENT, "job_1-0", out -> out.write('a'));
        assertThatThrownBy(() -> store().create(FileKind.SEGMENT, "job_1-1", out -> {
                    out.write('a');
                    store().deleteAll(FileKind.SEGMENT, "job_1-");
                }))
                .as("it is gone before it is finished")
                .isInstanceOf(FileStoreException.class);

        assertThat(store().listStoredBefore(FileKind.SEGMENT, FAR_FUTURE)).containsExactly(other);
        assertThat(store().find(input.name())).contains(input);
        store().deleteAll(FileKind.SEGMENT, "job_1-");
    }

    @Test
    void findsWhatWasPutWhereItSaid() throws Exception {
        var path = store().newLocalPath(FileKind.EXPORT);
        assertThat(path).doesNotExist();
        assertThat(store().newLocalPath(FileKind.EXPORT)).isNotEqualTo(path);

        Files.writeString(path, "an export");

        var file = store().listStoredBefore(FileKind.EXPORT, FAR_FUTURE).get(0);
        assertThat(store().requireLocalPath(file.name())).isEqualTo(path);
        assertThat(text(file.name())).isEqualTo("an export");
    }

    @Test
    void lettingTheWriterCloseTheStreamFinishesTheFileAllTheSame() throws Exception {
        var file = store().create(FileKind.REJECTS, out -> {
            try (out) {
                out.write('x');
            }
        });

        assertThat(text(file.name())).isEqualTo("x");
    }

    @Test
    void leavesNothingBehindIfTheSourceFails() {
        assertThatThrownBy(() -> store().create(FileKind.INPUT, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("source broke");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("source broke");

        assertThat(store().listStoredBefore(FileKind.INPUT, FAR_FUTURE)).isEmpty();
    }

    @Test
    void forgetsWhatIsDeleted() throws Exception {
        var file = store().create(FileKind.INPUT, bytes("a"));

        store().delete(file.name());
        store().delete(file.name());

        assertThat(store().find(file.name())).isEmpty();
        assertThatThrownBy(() -> store().open(file.name()))
                .isInstanceOfSatisfying(
                        FileStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void listsFilesOfAKindThatAreOlderThanAMoment() throws Exception {
        assertThat(store().listStoredBefore(FileKind.INPUT, FAR_FUTURE)).isEmpty();
        var first = store().create(FileKind.INPUT, bytes("a"));
        var second = store().create(FileKind.INPUT, bytes("b"));
        store().create(FileKind.REJECTS, bytes("c"));

        assertThat(store().listStoredBefore(FileKind.INPUT, FAR_FUTURE)).containsExactlyInAnyOrder(first, second);
        assertThat(store().listStoredBefore(FileKind.INPUT, first.storedAt().minus(Duration.ofSeconds(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../secret",
                "/etc/passwd",
                "input-../../../../../../../../etc/passwd",
                "input-0123456789abcdef0123456789abcdef/../x",
                "input-0123456789ABCDEF0123456789ABCDEF",
                "input-0123456789abcdef0123456789abcdef.part",
                "input-0123456789abcdef0123456789abcdef\n",
                "CON",
                "a\0b"
            })
    void knowsNoNameThatItDoesNotMake(String name) {
        assertThat(store().find(name)).isEmpty();
        assertThatThrownBy(() -> store().requireLocalPath(name)).isInstanceOf(FileStoreException.class);
        assertThatThrownBy(() -> store().open(name)).isInstanceOf(FileStoreException.class);
        store().delete(name);
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private String text(String name) throws IOException {
        try (var in = store().open(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

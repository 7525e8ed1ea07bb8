package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.exporting.output.SegmentFiles;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an export goes on and publishes its file, and what it leaves to others; with seven users a chunk. */
class ExportPublishingIT {

    private static final int USERS = 40;

    @RegisterExtension
    static final ImportJobHarness jobs = new ImportJobHarness("usher.export.chunk-users=7");

    private final ExportWorld world = new ExportWorld(jobs);

    @Test
    void goesOnWithTheSegmentsThatAreSound() throws Exception {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var undisturbed = jobs.export().gzip(true).run();
        var export = jobs.export().gzip(true).to(Path.of("/missing/folder/users"));
        var begun = export.run();
        var store = jobs.bean(FileStore.class);
        var segments = world.segments();
        assertThat(segments).hasSize(6);
        store.delete(segments.get(0));
        Files.writeString(store.requireLocalPath(segments.get(1)), "something else");
        world.retarget(begun.jobId(), export.to(jobs.file("users")).target());

        assertThat(export.restart(begun).sha256()).isEqualTo(undisturbed.sha256());
        assertThat(ExportWorld.sha256(export.target())).isEqualTo(undisturbed.sha256());
        assertThat(world.segments().subList(2, 6)).isEqualTo(segments.subList(2, 6));
        assertThat(world.segments().subList(0, 2)).doesNotContainAnyElementsOf(segments);
    }

    /** A restart must not read all that was written before it goes on; what is damaged is found when it is joined. */
    @Test
    void writesAllDamagedSegmentsAnewAtTheRestartAfterTheyWereFound() throws Exception {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var undisturbed = jobs.export().gzip(true).run();
        var export = jobs.export().gzip(true).to(Path.of("/missing/folder/users"));
        var begun = export.run();
        var store = jobs.bean(FileStore.class);
        var segments = world.segments();
        damage(store.requireLocalPath(segments.get(2)));
        damage(store.requireLocalPath(segments.get(4)));

        assertThat(export.restart(begun).code())
                .as("nothing was read that could not be published")
                .isEqualTo("TARGET_UNWRITABLE");
        assertThat(world.segments()).isEqualTo(segments);

        world.retarget(begun.jobId(), export.to(jobs.file("users")).target());
        var found = export.restart(begun);
        assertThat(found.code()).isEqualTo("BROKEN_SEGMENT");
        assertThat(found.details()).contains(segments.get(2));
        assertThat(export.target().resolveSibling("")).isEmptyDirectory();
        assertThat(export.restart(begun).sha256()).isEqualTo(undisturbed.sha256());
        assertThat(ExportWorld.sha256(export.target())).isEqualTo(undisturbed.sha256());
        assertThat(world.segments())
                .hasSize(6)
                .containsAll(List.of(segments.get(0), segments.get(1), segments.get(3), segments.get(5)));
        assertThat(world.segments()).doesNotContain(segments.get(2), segments.get(4));
    }

    @Test
    void replacesNoFileThatAppearedMeanwhile() throws IOException {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var export = jobs.export();
        Files.writeString(export.target(), "somebody else's");

        var refused = export.run();
        assertThat(refused.code()).isEqualTo("TARGET_EXISTS");
        assertThat(export.target()).hasContent("somebody else's");
        assertThat(export.target().resolveSibling("").toFile().list()).containsExactly("users");

        var store = jobs.bean(FileStore.class);
        damage(store.requireLocalPath(world.segments().get(0)));
        assertThat(export.restart(refused).code())
                .as("it says so before it reads what it can't publish")
                .isEqualTo("TARGET_EXISTS");
        damage(store.requireLocalPath(world.segments().get(0)));

        Files.delete(export.target());
        assertThat(export.restart(refused).completed()).isTrue();
        assertThat(jobs.export().to(export.target()).replacing().run().completed())
                .isTrue();
    }

    /** It froze between its look at the lease and the rename, and wakes up when its job is somebody else's. */
    @Test
    void keepsItsFormerOwnerFromPublishing() throws IOException {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var export = jobs.export().to(Path.of("/missing/folder/users"));
        var begun = export.run();
        world.retarget(begun.jobId(), export.to(jobs.file("users")).target());
        long before = jobs.jdbc()
                .sql("SELECT token FROM job_leases WHERE job_id = :job")
                .param("job", begun.jobId())
                .query(Long.class)
                .single();
        try (var former = ExportFile.assemble(
                export.target(),
                begun.jobId(),
                before,
                jobs.bean(ExportChunks.class).segments(begun.jobId()),
                jobs.bean(SegmentFiles.class),
                () -> false)) {
            assertThat(export.restart(begun).completed()).isTrue();
            assertThat(export.target().resolveSibling("").toFile().list()).containsExactly("users");
            Files.writeString(export.target(), "as the new owner left it");

            assertThatThrownBy(() -> former.publish(true)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(export.target()).hasContent("as the new owner left it");
    }

    /** Its owner was cut off before it could say so. */
    @Test
    void takesAFileThatItPublishedBeforeForItsOwn() throws IOException {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var first = jobs.export();
        first.run();
        var published = Files.readAttributes(first.target(), BasicFileAttributes.class);
        var second = jobs.export().to(first.target());

        assertThat(second.run().completed()).isTrue();
        assertThat(Files.readAttributes(first.target(), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(published.fileKey());
        assertThat(first.target().resolveSibling("").toFile().list()).containsExactly("users");
    }

    @Test
    void takesNoFileOfTheSameSizeForItsOwn() throws IOException {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var first = jobs.export();
        first.run();
        damage(first.target());
        var foreign = Files.readAllBytes(first.target());

        assertThat(jobs.export().to(first.target()).run().code()).isEqualTo("TARGET_EXISTS");
        assertThat(first.target()).hasBinaryContent(foreign);
    }

    @Test
    void leavesNothingBehind() {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var job = jobs.export().run();
        var leftovers = jobs.bean(ExportLeftovers.class);
        leftovers.remove(job.jobId());
        assertThat(stored()).as("it runs").anyMatch(name -> name.contains(job.jobId()));
        assertThat(world.segments()).isNotEmpty();
        world.execute("UPDATE jobs SET status = 'completed'");

        leftovers.remove(job.jobId());

        assertThat(stored()).noneMatch(name -> name.contains(job.jobId()));
        assertThat(world.segments()).as("bounds are ids of users").isEmpty();
    }

    private static List<String> stored() {
        return jobs.bean(FileStore.class).listStoredBefore(FileKind.SEGMENT, Instant.MAX).stream()
                .map(file -> file.name())
                .toList();
    }

    private static void damage(Path segment) throws IOException {
        var bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        try (OutputStream out = Files.newOutputStream(segment)) {
            out.write(bytes);
        }
    }
}

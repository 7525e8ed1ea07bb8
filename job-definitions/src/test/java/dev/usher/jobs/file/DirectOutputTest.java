package dev.usher.jobs.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectOutputTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int BLOCK = 4096;

    @TempDir
    Path folder;

    private Path file;
    private final Random random = new Random(1);

    @BeforeEach
    void nameFile() {
        file = folder.resolve("file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 4096 + 17})
    void writesEveryByteHoweverManyThereAre(int length) throws IOException {
        var bytes = randomBytes(length);
        try (var out = open()) {
            out.write(bytes);
        }

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void writesEveryByteOfPiecesOfAllLengths() throws IOException {
        var expected = new ByteArrayOutputStream();
        try (var out = open()) {
            while (expected.size() < 4 * MEGABYTE) {
                var piece = randomBytes(random.nextInt(70_000));
                out.write(piece, 0, piece.length);
                out.write(7);
                expected.write(piece);
                expected.write(7);
            }
        }

        assertThat(file).hasBinaryContent(expected.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 5000, MEGABYTE + 3})
    void goesOnBehindWhatWasFlushed(int first) throws IOException {
        var bytes = randomBytes(5 * MEGABYTE + 11);
        try (var out = open()) {
            out.write(bytes, 0, first);
            out.flush();
            assertThat(Files.size(file)).isEqualTo(first);
            out.write(bytes, first, bytes.length - first);
        }

        assertThat(file).hasBinaryContent(bytes);
    }

    /** The file can't be opened a second time, as on a file system that knows no way past its cache. */
    @Test
    void takesTheUsualWayIfThereIsNoOther() throws IOException {
        var bytes = randomBytes(2 * MEGABYTE + 3);
        try (var channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            Files.delete(file);
            var out = DirectOutput.of(file, channel);
            out.write(bytes);
            out.flush();

            var written = ByteBuffer.allocate(bytes.length);
            assertThat(channel.size()).isEqualTo(bytes.length);
            assertThat(channel.read(written, 0)).isEqualTo(bytes.length);
            assertThat(written.array()).isEqualTo(bytes);
        }
    }

    /** A closed channel refuses every write, as some file systems do that let the file be opened. */
    @Test
    void takesTheUsualWayIfTheFirstBlockIsRefused() throws IOException {
        var bytes = randomBytes(2 * MEGABYTE + 3);
        var plain = FileChannel.open(file, CREATE_NEW, WRITE);
        var refusing = FileChannel.open(file, WRITE);
        refusing.close();
        try (var out = new DirectOutput(plain, refusing, BLOCK)) {
            out.write(bytes);
        }

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void aLaterBlockThatIsRefusedIsAnError() throws IOException {
        var plain = FileChannel.open(file, CREATE_NEW, WRITE);
        var direct = FileChannel.open(file, WRITE);
        try (var out = new DirectOutput(plain, direct, BLOCK)) {
            out.write(randomBytes(MEGABYTE));
            direct.close();

            assertThatThrownBy(() -> out.write(randomBytes(MEGABYTE))).isInstanceOf(IOException.class);
        }
    }

    /** It is looked up by its name, which the compiler does not check. */
    @Test
    void findsTheOptionOfThisJava() {
        assertThat(DirectOutput.pastTheCache()).isNotNull();
    }

    private DirectOutput open() throws IOException {
        return DirectOutput.of(file, FileChannel.open(file, CREATE_NEW, WRITE));
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

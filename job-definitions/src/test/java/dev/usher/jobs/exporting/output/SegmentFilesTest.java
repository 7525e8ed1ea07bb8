package dev.usher.jobs.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.exporting.chunk.ExportChunk;
import dev.usher.jobs.exporting.chunk.Segment;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.LocalFileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFilesTest {

    private static final byte[] BYTES = "some users".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private FileStore store;
    private SegmentFiles segments;

    @BeforeEach
    void setUp() {
        store = new LocalFileStore(folder, UUID::randomUUID);
        segments = new SegmentFiles(store);
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        var out = new ByteArrayOutputStream();

        segments.copy(written(), out, () -> false);

        assertThat(out.toByteArray()).isEqualTo(BYTES);
    }

    @Test
    void aReadErrorIsThatOfTheSegmentAndNotOfTheTarget() {
        var segment = written();
        var unreadable = new SegmentFiles(failingReads(store));

        assertThatThrownBy(() -> unreadable.copy(segment, OutputStream.nullOutputStream(), () -> false))
                .isInstanceOf(BrokenSegmentException.class)
                .hasMessageContaining(segment.name());
        assertThat(unreadable.isSound(segment, () -> false)).isFalse();
    }

    @Test
    void aWriteErrorIsThatOfTheTarget() {
        var segment = written();

        assertThatThrownBy(() -> segments.copy(
                        segment,
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("the target broke");
                            }
                        },
                        () -> false))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the target broke");
    }

    private Segment written() {
        var file = segments.create(new ExportChunk("job_1", 1, 0, false), out -> out.write(BYTES));
        var checksum = new CRC32C();
        checksum.update(BYTES);
        return new Segment(file.name(), 1, file.sizeBytes(), checksum.getValue());
    }

    /** The store on a disk that finds its files but can't read them. */
    private static FileStore failingReads(FileStore store) {
        return (FileStore) Proxy.newProxyInstance(
                FileStore.class.getClassLoader(), new Class<?>[] {FileStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        return new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("Input/output error");
                            }

                            @Override
                            public int read(byte[] bytes, int offset, int length) throws IOException {
                                return read();
                            }
                        };
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

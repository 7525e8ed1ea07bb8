package dev.usher.jobs.importing.rejection;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rejected records of an input, byte for byte, and beside them in {@code <name>.errors.ndjson} what is wrong with
 * each; one per job.
 *
 * <p>Mend the records and import the file as it is. A CSV file keeps its header; elements of a JSON array become NDJSON,
 * so line breaks between their tokens become blanks. Both files are readable by their owner only, and appear whole or
 * not at all.
 */
public final class RejectsFile implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final FileChannel input;
    private final boolean joinLines;
    private final JsonMapper json;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final OutputStream records;
    private final OutputStream errors;

    /**
     * @param input the unpacked input
     * @param joinLines whether a record may span lines although the rejects must not: an element of a JSON array
     */
    public RejectsFile(Path target, Path input, boolean joinLines, JsonMapper json) {
        this.target = target;
        this.joinLines = joinLines;
        this.json = json;
        try {
            this.input = FileChannel.open(input, StandardOpenOption.READ);
            this.records = create(part(target));
            this.errors = create(part(errorsBeside(target)));
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be written.", e);
        }
    }

    /** The file that says what is wrong with the records of a rejects file. */
    public static Path errorsBeside(Path target) {
        return target.resolveSibling(target.getFileName() + ".errors.ndjson");
    }

    /** Copies bytes of the input that are no record, such as a CSV header, and ends the line. */
    public void addHeader(long offsetBytes, long lengthBytes) {
        copy(offsetBytes, lengthBytes);
    }

    public void add(RejectedRecord record) {
        copy(record.offsetBytes(), record.lengthBytes());
        try {
            for (var error : record.errors()) {
                errors.write(json.writeValueAsBytes(error));
                errors.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The errors of the rejected records can't be written.", e);
        }
    }

    /** Makes both files visible under their names; whatever stood there is replaced. */
    public void publish() {
        try {
            close();
            move(errorsBeside(target));
            move(target);
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be written.", e);
        }
    }

    @Override
    public void close() throws IOException {
        try (input;
                records;
                errors) {
            records.flush();
            errors.flush();
        }
    }

    private void copy(long offsetBytes, long lengthBytes) {
        try {
            for (long done = 0; done < lengthBytes; ) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, lengthBytes - done));
                int read = input.read(buffer, offsetBytes + done);
                if (read < 0) {
                    throw new IOException("the input became shorter");
                }
                write(read);
                done += read;
            }
            records.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be copied.", e);
        }
    }

    private void write(int length) throws IOException {
        var bytes = buffer.array();
        if (joinLines) {
            for (int i = 0; i < length; i++) {
                bytes[i] = bytes[i] == '\n' || bytes[i] == '\r' ? (byte) ' ' : bytes[i];
            }
        }
        records.write(bytes, 0, length);
    }

    private static OutputStream create(Path file) throws IOException {
        Files.deleteIfExists(file);
        var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly());
        return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static void move(Path file) throws IOException {
        Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

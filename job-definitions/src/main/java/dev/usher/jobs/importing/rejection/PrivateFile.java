package dev.usher.jobs.importing.rejection;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that only its owner can read, and that appears under its name whole or not at all. */
final class PrivateFile extends BufferedOutputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;

    /** Opens it beside its place, under the name {@code <name>.part}. */
    static PrivateFile create(Path target) throws IOException {
        var part = part(target);
        Files.deleteIfExists(part);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new PrivateFile(target, Channels.newOutputStream(Files.newByteChannel(part, options, ownerOnly())));
    }

    private PrivateFile(Path target, OutputStream out) {
        super(out, BUFFER_BYTES);
        this.target = target;
    }

    /** Puts it in its place; whatever stood there is replaced. */
    void publish() throws IOException {
        close();
        Files.move(part(target), target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path part(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}

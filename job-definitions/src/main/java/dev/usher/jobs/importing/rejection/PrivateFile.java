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
import java.util.UUID;

/** A file that only its owner can read, and that appears under its name whole or not at all. */
final class PrivateFile extends BufferedOutputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private boolean published;

    /** Opens it beside its place, under a name of its own. */
    static PrivateFile create(Path target) throws IOException {
        var part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new PrivateFile(
                target, part, Channels.newOutputStream(Files.newByteChannel(part, options, ownerOnly())));
    }

    private PrivateFile(Path target, Path part, OutputStream out) {
        super(out, BUFFER_BYTES);
        this.target = target;
        this.part = part;
    }

    /** Puts it in its place; whatever stood there is replaced. */
    void publish() throws IOException {
        super.close();
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        published = true;
    }

    /** Leaves nothing behind of a file that was not published. */
    @Override
    public void close() throws IOException {
        if (!published) {
            try {
                super.close();
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}

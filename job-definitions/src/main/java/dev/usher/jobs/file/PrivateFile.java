package dev.usher.jobs.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** A file that only its owner can read, and that appears under its name whole or not at all. */
public final class PrivateFile extends BufferedOutputStream {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String UNFINISHED = ".part";

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean published;

    /** Opens it beside its place, under a name of its own. */
    public static PrivateFile create(Path target) throws IOException {
        return create(target, UUID.randomUUID().toString());
    }

    /**
     * Opens it beside its place, under a name from which others can tell whose it is.
     *
     * @param label makes the name unique, as in {@code .users.json.LABEL.part}
     */
    public static PrivateFile create(Path target, String label) throws IOException {
        var part = target.resolveSibling(unfinished(target) + label + UNFINISHED);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new PrivateFile(target, part, FileChannel.open(part, options, ownerOnly()));
    }

    /**
     * Removes unfinished files of a target that others left behind. Whoever still writes one can't publish it any more.
     *
     * @param label what their labels begin with
     */
    public static void removeUnfinished(Path target, String label) throws IOException {
        var folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        var start = unfinished(target) + label;
        try (var files = Files.newDirectoryStream(folder, file -> isUnfinished(file, start))) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private PrivateFile(Path target, Path part, FileChannel channel) {
        super(DirectOutput.of(part, channel), BUFFER_BYTES);
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /** Returns when a crash of the machine can't take away what was written. */
    public void sync() throws IOException {
        flush();
        channel.force(true);
    }

    /** Lets others have it as well, where the file system knows of permissions. */
    public void allow(Set<PosixFilePermission> permissions) throws IOException {
        var view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(permissions);
        }
    }

    /** Puts it in its place; whatever stood there is replaced. */
    public void publish() throws IOException {
        super.close();
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        published = true;
    }

    /**
     * Puts it in its place, which must be free: a file that appeared there meanwhile stays. Only where the file system has
     * no hard links can one be replaced, if it appears at the very moment.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the place is taken
     */
    public void publishNew() throws IOException {
        super.close();
        if (!link()) {
            Files.move(part, target);
        }
        published = true;
        Files.deleteIfExists(part);
    }

    /** A rename would replace what is there. Returns false where there are no links. */
    private boolean link() throws IOException {
        try {
            Files.createLink(target, part);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
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

    private static String unfinished(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static boolean isUnfinished(Path file, String start) {
        var name = String.valueOf(file.getFileName());
        return name.startsWith(start) && name.endsWith(UNFINISHED);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}

package dev.usher.jobs.file;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps files in one folder of this machine, for its owner only; shared by workers and by processes. */
public final class LocalFileStore implements FileStore {

    private static final FileAttribute<?> FILE_MODE = asFileAttribute(fromString("rw-------"));
    private static final FileAttribute<?> FOLDER_MODE = asFileAttribute(fromString("rwx------"));
    private static final Pattern NAME = Pattern.compile(
            "(?:input|unpacked|rejects|export)-[0-9a-f]{32}|export-job_[A-Za-z0-9]{16}|segment-[A-Za-z0-9_-]{1,100}");
    private static final String UNFINISHED = ".part";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path root;
    private final Supplier<UUID> ids;

    /** The folder is made when the first file is. */
    public LocalFileStore(Path root, Supplier<UUID> ids) {
        this.root = root.toAbsolutePath().normalize();
        this.ids = ids;
    }

    @Override
    public String id() {
        try {
            makeRoot();
            return StoreMarker.in(root).readOrMake(unique());
        } catch (IOException e) {
            throw FileStoreException.of("read", StoreMarker.NAME, e);
        }
    }

    @Override
    public StoredFile create(FileKind kind, Content content) throws IOException {
        return createNamed(kind, kind.prefix() + unique(), content);
    }

    @Override
    public StoredFile create(FileKind kind, String label, Content content) throws IOException {
        String name = kind.prefix() + label + "-" + unique();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no label for a file of the kind " + kind + ": " + label);
        }
        return createNamed(kind, name, content);
    }

    @Override
    public Path newLocalPath(FileKind kind) {
        return place(kind.prefix() + unique());
    }

    @Override
    public Path localPath(FileKind kind, String jobId) {
        String name = kind.prefix() + jobId;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a file of the kind " + kind + ": " + name);
        }
        return place(name);
    }

    private Path place(String name) {
        try {
            makeRoot();
            return root.resolve(name);
        } catch (IOException e) {
            throw FileStoreException.of("create", name, e);
        }
    }

    private String unique() {
        return ids.get().toString().replace("-", "");
    }

    private StoredFile createNamed(FileKind kind, String name, Content content) throws IOException {
        Path part = root.resolve(name + UNFINISHED);
        // Outside of what cleans up: a file of that name that was there before is somebody else's.
        var channel = openNew(name, part);
        try (channel) {
            var out = new StoreOutput(name, new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
            content.writeTo(out);
            out.flush();
            publish(kind, name, channel, part);
        } catch (IOException | RuntimeException | Error e) {
            discard(part, e);
            throw e;
        }
        return find(name).orElseThrow(() -> FileStoreException.notFound(name));
    }

    @Override
    public Optional<StoredFile> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            var attributes =
                    Files.readAttributes(root.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new StoredFile(
                            name,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileStoreException.of("look at", name, e);
        }
    }

    @Override
    public InputStream open(String name) {
        try {
            return Files.newInputStream(requireLocalPath(name));
        } catch (IOException e) {
            throw FileStoreException.of("read", name, e);
        }
    }

    @Override
    public Path requireLocalPath(String name) {
        return find(name).map(file -> root.resolve(file.name())).orElseThrow(() -> FileStoreException.notFound(name));
    }

    @Override
    public void delete(String name) {
        if (find(name).isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(root.resolve(name));
        } catch (IOException e) {
            throw FileStoreException.of("delete", name, e);
        }
    }

    @Override
    public void deleteAll(FileKind kind, String label) {
        for (String name : names()) {
            if (name.startsWith(kind.prefix() + label)) {
                try {
                    Files.deleteIfExists(root.resolve(name));
                } catch (IOException e) {
                    throw FileStoreException.of("delete", name, e);
                }
            }
        }
    }

    @Override
    public List<StoredFile> listStoredBefore(FileKind kind, Instant moment) {
        return names().stream()
                .filter(name -> name.startsWith(kind.prefix()))
                .flatMap(name -> find(name).stream())
                .filter(file -> file.storedAt().isBefore(moment))
                .sorted(Comparator.comparing(StoredFile::storedAt).thenComparing(StoredFile::name))
                .toList();
    }

    @Override
    public void deleteUnfinishedBefore(Instant moment) {
        for (String name : names()) {
            if (name.endsWith(UNFINISHED)) {
                deleteUnfinishedBefore(moment, name);
            }
        }
    }

    private void deleteUnfinishedBefore(Instant moment, String name) {
        Path part = root.resolve(name);
        try {
            // It may be gone: finished by its writer, or removed by another process.
            if (Files.exists(part)
                    && Files.getLastModifiedTime(part).toInstant().isBefore(moment)) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw FileStoreException.of("delete", name, e);
        }
    }

    private FileChannel openNew(String name, Path part) {
        try {
            makeRoot();
            return FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE);
        } catch (IOException e) {
            throw FileStoreException.of("create", name, e);
        }
    }

    private void makeRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root, FOLDER_MODE);
        }
    }

    /** Bytes first, then the name, then the folder: a crash leaves the whole file or none under its name. */
    private void publish(FileKind kind, String name, FileChannel channel, Path part) {
        try {
            if (kind.synced()) {
                channel.force(true);
            }
            Files.move(part, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            if (kind.synced()) {
                try (var folder = FileChannel.open(root, StandardOpenOption.READ)) {
                    folder.force(true);
                }
            }
        } catch (IOException e) {
            throw FileStoreException.of("finish", name, e);
        }
    }

    private static void discard(Path part, Throwable failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The first failure is the one to tell; deleteUnfinishedBefore tries again.
            failure.addSuppressed(e);
        }
    }

    private List<String> names() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (UncheckedIOException e) {
            throw FileStoreException.of("list", "(all)", new IOException(e));
        } catch (IOException e) {
            throw FileStoreException.of("list", "(all)", e);
        }
    }
}

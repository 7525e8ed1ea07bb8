package dev.usher.app.storage.folder;

import dev.usher.app.storage.setting.FolderSettings;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import dev.usher.jobs.external.StoreTraits;
import dev.usher.jobs.file.FileStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link ExternalStore} in a folder. It follows no symbolic links: whoever may put files there must not make us read others.
 */
public final class FolderStore implements ExternalStore {

    private static final int BUFFER_BYTES = 1 << 17;

    private final String name;
    private final FolderSettings settings;
    private final StoreTraits traits;

    public FolderStore(String name, FolderSettings settings) {
        this.name = name;
        this.settings = settings;
        this.traits = settings.traits();
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public List<ExternalFile> list(FilePattern pattern) {
        var files = new ArrayList<ExternalFile>();
        try (var entries = Files.newDirectoryStream(
                settings.folder(), entry -> pattern.matches(String.valueOf(entry.getFileName())))) {
            for (var entry : entries) {
                look(entry).ifPresent(files::add);
            }
            return files;
        } catch (DirectoryIteratorException e) {
            throw failure("list its files", new IOException(e));
        } catch (IOException e) {
            throw failure("list its files", e);
        }
    }

    @Override
    public Optional<ExternalFile> find(String file) {
        try {
            requireFolder();
            return look(inbox(file));
        } catch (IOException e) {
            throw failure("look at a file", e);
        }
    }

    /** A folder that is not mounted must not look like one without files. */
    private void requireFolder() throws IOException {
        if (!Files.isDirectory(settings.folder())) {
            throw new NotDirectoryException(settings.path());
        }
    }

    static Optional<ExternalFile> look(Path path) throws IOException {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(file(path, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Nothing that another machine with the same folder would see differently. */
    private static ExternalFile file(Path path, BasicFileAttributes attributes) {
        var modified = attributes.lastModifiedTime();
        return new ExternalFile(
                String.valueOf(path.getFileName()),
                attributes.size(),
                modified.toInstant(),
                attributes.size() + "-" + modified.toInstant());
    }

    @Override
    public void fetch(ExternalFile file, OutputStream out) {
        read(file, inbox(file.name()), out);
        if (find(file.name()).filter(file::isSameAs).isEmpty()) {
            throw new ExternalStoreException(
                    Reason.CHANGED,
                    "The file " + file.name() + " of the store " + name + " changed while it was read.");
        }
    }

    @Override
    public void fetchMoved(ExternalFile file, String label, Place from, OutputStream out) {
        var path = place(from, file.name(), label);
        requireNoLink(path.resolveSibling(""));
        read(file, path, out);
    }

    private void read(ExternalFile file, Path path, OutputStream out) {
        try {
            requireFolder();
            try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                copy(in, out);
            }
        } catch (NoSuchFileException e) {
            throw gone(file, e);
        } catch (IOException e) {
            throw failure("read a file", e);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private ExternalStoreException gone(ExternalFile file, IOException cause) {
        return new ExternalStoreException(
                Reason.GONE, "The file " + file.name() + " of the store " + name + " is not there any more.", cause);
    }

    @Override
    public boolean settle(ExternalFile file, String label, Place from, Place to) {
        var move = new FolderMove(place(from, file.name(), label), place(to, file.name(), label), file.version());
        try {
            requireFolder();
            if (!move.isDue()) {
                return move.isDone();
            }
            makeFolder(move.target().resolveSibling(""));
            return move.run();
        } catch (IOException e) {
            throw failure("move a file", e);
        }
    }

    private void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            requireNoLink(folder);
        }
    }

    /** Whoever may put files into the store's folder must not make us move any elsewhere. */
    private void requireNoLink(Path folder) {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new ExternalStoreException(
                    Reason.REFUSED,
                    "What the store " + name + " has as its folder " + folder.getFileName()
                            + " is another file, or a symbolic link.");
        }
    }

    private Path place(Place place, String file, String label) {
        return place == Place.INBOX
                ? inbox(file)
                : settings.folder().resolve(settings.settled().require(place)).resolve(label + "-" + file);
    }

    private Path inbox(String file) {
        if (file.isEmpty() || file.startsWith(".") || file.contains("/")) {
            throw new IllegalArgumentException("no name of a file in a folder");
        }
        return settings.folder().resolve(file);
    }

    @Override
    public ExternalUpload begin(String file, String label) {
        try {
            requireFolder();
            return new FolderUpload(this, inbox(file), label, settings.modes());
        } catch (IOException e) {
            throw failure("write a file", e);
        }
    }

    @Override
    public void abandon(String file, String uploadId) {
        try {
            FolderUpload.abandon(inbox(file), uploadId);
        } catch (IOException e) {
            throw failure("remove an unfinished file", e);
        }
    }

    /** Says nothing of the path: the message may be shown to people who have no business with it. */
    ExternalStoreException failure(String what, IOException cause) {
        var start = "The store " + name + " can't " + what;
        if (cause instanceof FileAlreadyExistsException) {
            return new ExternalStoreException(
                    Reason.EXISTS, "There is a file of that name in the store " + name + " already.", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new ExternalStoreException(
                    Reason.REFUSED, start + ": its folder does not give this process the right to do so.", cause);
        }
        if (FileStoreException.isFull(cause)) {
            return new ExternalStoreException(
                    Reason.FULL, start + ": no space is left, or the file is larger than may be there.", cause);
        }
        if (cause instanceof NoSuchFileException || cause instanceof NotDirectoryException) {
            return new ExternalStoreException(
                    Reason.UNREACHABLE, start + ": its folder does not exist. Is the drive mounted?", cause);
        }
        return new ExternalStoreException(
                Reason.UNREACHABLE, start + " (" + cause.getClass().getSimpleName() + ").", cause);
    }

    @Override
    public void close() {
        // A folder needs nothing that would have to be given back.
    }
}

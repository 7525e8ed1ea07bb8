package dev.usher.app.storage.folder;

import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.file.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A hidden file beside the place for which it is; its label is its id. It is made when the first byte comes, so that its id
 * can be noted before there is anything to remove.
 */
final class FolderUpload implements ExternalUpload {

    private static final int BUFFER_BYTES = 1 << 18;

    private final FolderStore store;
    private final Path target;
    private final String label;
    private final Set<PosixFilePermission> modes;
    private @Nullable PrivateFile written;

    /** @param modes of the file once it is there; until then only this process's user may have it */
    FolderUpload(FolderStore store, Path target, String label, Set<PosixFilePermission> modes) {
        this.store = store;
        this.target = target;
        this.label = label;
        this.modes = modes;
    }

    @Override
    public void write(Path content, BooleanSupplier cancelled) {
        try (var in = Files.newInputStream(content)) {
            var file = PrivateFile.create(target, label);
            written = file;
            var buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The delivery of a file was cancelled.");
                }
                file.write(buffer, 0, count);
            }
            file.sync();
            file.allow(modes);
        } catch (IOException e) {
            throw store.failure("write a file", e);
        }
    }

    static void abandon(Path target, String uploadId) throws IOException {
        PrivateFile.removeUnfinished(target, uploadId);
    }

    @Override
    public String id() {
        return label;
    }

    @Override
    public void publish(boolean replace) {
        var file = Objects.requireNonNull(written, "the bytes of the file");
        try {
            if (replace) {
                file.publish();
            } else {
                file.publishNew();
            }
            try (var folder = FileChannel.open(target.resolveSibling(""), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw store.failure("put a file in its place", e);
        }
    }

    @Override
    public void close() {
        if (written == null) {
            return;
        }
        try {
            written.close();
        } catch (IOException e) {
            throw store.failure("remove an unfinished file", e);
        }
    }
}

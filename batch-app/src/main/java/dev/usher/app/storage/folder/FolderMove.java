package dev.usher.app.storage.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Moves a file within a folder, and none that took its place.
 *
 * @param version of the file that is meant
 */
record FolderMove(Path source, Path target, String version) {

    boolean isDue() throws IOException {
        return isAt(source);
    }

    boolean isDone() throws IOException {
        return isAt(target);
    }

    /**
     * A rename takes whatever has the name: what turns out to be another file, which came after the last look, is put back.
     *
     * @return whether the file is at its target
     */
    boolean run() throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Somebody else has just moved it.
            return isDone();
        }
        if (isDone()) {
            return true;
        }
        putBack();
        return false;
    }

    private void putBack() throws IOException {
        var moved = target;
        try {
            Files.move(moved, source);
        } catch (FileAlreadyExistsException e) {
            // A third file has come, which is newer than this one.
        }
    }

    private boolean isAt(Path path) throws IOException {
        return FolderStore.look(path)
                .filter(file -> file.version().equals(version))
                .isPresent();
    }
}

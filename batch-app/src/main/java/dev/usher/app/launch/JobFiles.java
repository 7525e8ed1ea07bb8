package dev.usher.app.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a job reads, or where it writes. */
record JobFiles(Optional<Path> input, Optional<Path> target) {

    /** Whether this process could go on with it, as far as its files tell. */
    boolean areHere() {
        return input.map(Files::isReadable).orElse(true)
                && target.map(JobFiles::isWritable).orElse(true);
    }

    private static boolean isWritable(Path target) {
        var folder = target.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }
}

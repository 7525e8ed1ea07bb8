package dev.usher.app.cli;

import dev.usher.jobs.file.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What can be known to be wrong with files that were named, before any job is written down. */
final class GivenFiles {

    static final String STANDARD_STREAM = "-";

    /** Makes a random label as long as that of a job with the longest of tokens. */
    private static final String FILLER = "-try";

    private GivenFiles() {}

    /** The absolute path of a file that can be read. */
    static Path requireInput(String name) {
        var path = Path.of(name).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new UsageException("There is no file " + path + ".");
        }
        if (Files.isDirectory(path)) {
            throw new UsageException(path + " is a folder. Name one file.");
        }
        if (!Files.isReadable(path)) {
            throw new UsageException("The file " + path + " can't be read: it needs read permission for "
                    + System.getProperty("user.name") + ".");
        }
        return path;
    }

    /**
     * The absolute path of a file that can be written.
     *
     * @param what the option or parameter that named it
     */
    static Path requireTarget(String what, Path file) {
        if (file.toString().equals(STANDARD_STREAM)) {
            throw new UsageException(what + ": - is standard output, which this can't be written to. Name a file.");
        }
        var path = file.toAbsolutePath().normalize();
        var folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new UsageException(what + ": " + path + " is a folder. Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(what + ": there is no folder " + folder + ". Create it first.");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new UsageException(what + ": " + path + " can't be written.");
        }
        requireWritable(what, folder);
        requireRoomForName(what, path);
        return path;
    }

    /** By trying: permissions say nothing of a file system that takes no files, and are no bar for root. */
    private static void requireWritable(String what, Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".usher-", ".part"));
        } catch (IOException e) {
            throw new UsageException(
                    what + ": no file can be written into the folder " + folder + ". Choose another one.", e);
        }
    }

    /** A name that is too long only while the file is written would be found out when the job is nearly done. */
    private static void requireRoomForName(String what, Path path) {
        try {
            PrivateFile.create(path, UUID.randomUUID() + FILLER).close();
        } catch (IOException e) {
            throw new UsageException(
                    what + ": the name " + path.getFileName() + " is too long: until the file is complete, it is called"
                            + " .NAME.JOB-TOKEN.part. Choose a shorter one.",
                    e);
        }
    }

    /** Whether both names lead to one file. */
    static boolean isSame(Path a, Path b) {
        try {
            return a.equals(b) || (Files.exists(a) && Files.isSameFile(a, b));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't compare " + a + " with " + b + ".", e);
        }
    }
}

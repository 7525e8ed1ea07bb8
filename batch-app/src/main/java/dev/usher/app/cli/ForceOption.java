package dev.usher.app.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether files that exist may be replaced. */
final class ForceOption {

    @Option(names = "--force", description = "Replace files that exist.")
    boolean force;

    /** The absolute path of a file that can be written and is not there yet, or may be replaced. */
    Path requireNewTarget(String what, Path file) {
        var path = GivenFiles.requireTarget(what, file);
        requireNew(what, path);
        return path;
    }

    /**
     * Never replaces what is no file: a link, a pipe or a device that went would be missed by others.
     *
     * @param what the option or parameter that named the files
     */
    void requireNew(String what, Path... files) {
        for (var file : files) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new UsageException(what + ": " + file + " is no regular file. Choose another name.");
            }
            if (!force) {
                throw new UsageException(
                        what + ": " + file + " exists already. Choose another name, or add --force to replace it.");
            }
        }
    }
}

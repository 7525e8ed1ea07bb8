package dev.usher.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Whether files that exist may be replaced. */
final class ForceOption {

    @Option(names = "--force", description = "Replace files that exist.")
    boolean force;

    /** @param what the option or parameter that named the files */
    void requireNew(String what, Path... files) {
        if (force) {
            return;
        }
        Arrays.stream(files).filter(Files::exists).findFirst().ifPresent(file -> {
            throw new UsageException(
                    what + ": " + file + " exists already. Choose another name, or add --force to replace it.");
        });
    }
}

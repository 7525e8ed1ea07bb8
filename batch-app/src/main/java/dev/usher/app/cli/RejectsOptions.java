package dev.usher.app.cli;

import dev.usher.jobs.importing.rejection.RejectsFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where rejected records go. */
final class RejectsOptions {

    @Option(
            names = "--errors-to",
            paramLabel = "FILE",
            description = "Write the rejected records there, and their errors beside it as FILE.errors.ndjson.")
    @Nullable
    String errorsTo;

    @Mixin
    ForceOption force = new ForceOption();

    /**
     * The absolute path of the file for rejected records, if one was asked for.
     *
     * @param input the file that is read; null for standard input
     */
    @Nullable
    Path target(@Nullable Path input) {
        if (errorsTo == null) {
            return null;
        }
        var path = ImportFiles.requireTarget("--errors-to", Path.of(errorsTo));
        if (input != null && ImportFiles.isSame(path, input)) {
            throw new UsageException("--errors-to names the input file itself. Choose another name.");
        }
        force.requireNew("--errors-to", path, RejectsFile.errorsBeside(path));
        return path;
    }
}

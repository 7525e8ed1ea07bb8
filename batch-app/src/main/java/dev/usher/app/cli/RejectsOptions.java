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
        var path = GivenFiles.requireTarget("--errors-to", Path.of(errorsTo));
        var beside = GivenFiles.requireTarget("--errors-to", RejectsFile.errorsBeside(path));
        requireOther("--errors-to names the input file itself.", path, input);
        requireOther("--errors-to: the errors would go to the input file itself.", beside, input);
        force.requireNew("--errors-to", path, beside);
        return path;
    }

    private static void requireOther(String problem, Path target, @Nullable Path input) {
        if (input != null && GivenFiles.isSame(target, input)) {
            throw new UsageException(problem + " Choose another name.");
        }
    }
}

package dev.usher.app.cli;

import dev.usher.app.launch.JobRequest;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.rejection.ErrorThreshold;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher import}: everything that can be wrong is said before a job is written down. */
@Command(
        name = "import",
        header = "Import users from a file.",
        customSynopsis = "usher import FILE --connection=NAME|ID [OPTIONS]",
        description = {
            "",
            "Rows that are wrong are rejected with their reasons; all others are imported.",
            "A job that was stopped or that failed continues with 'usher jobs restart ID'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher import users.json --connection Username-Password-Authentication",
            "  usher import staff.csv --connection acme --map \"E-mail=email\" --upsert",
            "  usher import users.ndjson.gz --connection acme --dry-run",
            "  zcat users.gz | usher import - --connection acme --errors-to rejected.ndjson"
        })
final class ImportCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "NDJSON, JSON array or CSV, plain or gzip; - for standard input.")
    String file = "";

    @Option(
            names = {"-c", "--connection"},
            required = true,
            paramLabel = "NAME|ID",
            description = "The connection into which the users go.")
    String connection = "";

    @Mixin
    InputOptions input = new InputOptions();

    @Mixin
    UpsertOptions upsert = new UpsertOptions();

    @Option(names = "--dry-run", description = "Do everything but touch users; show the counts that it would have had.")
    boolean dryRun;

    @Option(
            names = "--max-errors",
            paramLabel = "N|P%",
            description = "Abort before the first user is touched if more rows than this are rejected.")
    @Nullable
    String maxErrors;

    @Mixin
    RejectsOptions rejects = new RejectsOptions();

    @Option(names = "--json", description = "Print one JSON document instead of the summary.")
    boolean json;

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var path = isStandardInput() ? null : GivenFiles.requireInput(file);
        var errors = rejects.target(path);
        requireThreshold();
        // Checked with the rest, before anything is started.
        var draft = request("", new Input("", false, file, input.format()), errors);
        try (var engine = shell.start()) {
            var id = ConnectionLookup.require(engine.connections(), connection).id();
            var jobId = engine.launch()
                    .submitHere(new JobRequest.OfImport(request(id, located(engine, path, draft), errors)));
            return new JobRun(shell, engine, json).toTheEnd(jobId).number();
        }
    }

    private UserImportRequest request(String connectionId, Input located, @Nullable Path errors) {
        return new UserImportRequest(
                connectionId,
                located,
                input.csv(),
                upsert.upsert,
                upsert.metadata(),
                upsert.fields(),
                dryRun,
                maxErrors,
                errors == null ? null : errors.toString());
    }

    private Input located(Engine engine, @Nullable Path path, UserImportRequest draft) {
        var format = draft.input().format();
        if (path != null) {
            return new Input(path.toString(), false, String.valueOf(path.getFileName()), format);
        }
        var stored = engine.store(shell.surroundings().in());
        return new Input(stored.toString(), true, GivenFiles.STANDARD_STREAM, format);
    }

    private void requireThreshold() {
        if (maxErrors == null) {
            return;
        }
        try {
            ErrorThreshold.parse(maxErrors);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--max-errors: " + e.getMessage(), e);
        }
    }

    private boolean isStandardInput() {
        return GivenFiles.STANDARD_STREAM.equals(file);
    }
}

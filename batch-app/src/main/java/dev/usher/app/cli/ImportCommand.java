package dev.usher.app.cli;

import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.rejection.ErrorThreshold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
        customSynopsis = {
            "usher import FILE --connection=NAME|ID [OPTIONS]",
            "       usher import --source=STORE:PATTERN|URL --connection=NAME|ID [OPTIONS]"
        },
        description = {
            "",
            "Rows that are wrong are rejected with their reasons; all others are imported.",
            "A job that was stopped or that failed continues with 'usher jobs restart ID'.",
            "This process runs the job, or a server that you signed in to: 'usher login'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher import users.json --connection Username-Password-Authentication",
            "  usher import staff.csv --connection acme --map \"E-mail=email\" --upsert",
            "  usher import users.ndjson.gz --connection acme --dry-run",
            "  usher import staff.csv --connection acme --upsert --mirror block",
            "  zcat users.gz | usher import - --connection acme --errors-to rejected.ndjson",
            "  usher import --source 'hr:users-*.csv' -c acme --upsert --if-missing skip"
        })
final class ImportCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "NDJSON, JSON array or CSV, plain or gzip; - for standard input.")
    String file = "";

    @Option(
            names = {"-c", "--connection"},
            required = true,
            paramLabel = "NAME|ID",
            description = "The connection into which the users go.")
    String connection = "";

    @Mixin
    SourceOptions source = new SourceOptions();

    @Mixin
    InputOptions input = new InputOptions();

    @Mixin
    UpsertOptions upsert = new UpsertOptions();

    @Mixin
    MirrorOptions mirror = new MirrorOptions();

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

    @Option(
            names = "--external-id",
            paramLabel = "ID",
            description = "At a server: what you call the job; its document has it.")
    @Nullable
    String externalId;

    @Mixin
    SubmitOptions submit = new SubmitOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    ServerOptions server = new ServerOptions();

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        // Checked with the rest, before anything is started.
        var order = order();
        run.check();
        try (var desk = shell.desk(server)) {
            return desk.importUsers(order, run).number();
        }
    }

    /** @throws UsageException if what was typed makes no sense */
    ImportOrder order() {
        var from = source.chosen();
        requireOneInput(from);
        var path = isStandardInput() || from.isPresent()
                ? Optional.<Path>empty()
                : Optional.of(GivenFiles.requireInput(file));
        var errors = Optional.ofNullable(rejects.target(path.orElse(null)));
        if (errors.isPresent() && from.filter(FileSource::takesAll).isPresent()) {
            throw new UsageException(
                    "--errors-to is for one job, and --take all makes one of each file: the last would replace what the"
                            + " others wrote. 'usher jobs rejects JOB FILE' writes those of each.");
        }
        requireThreshold();
        return new ImportOrder(
                connection, path, draft(path, from, errors), errors, Optional.ofNullable(externalId), submit);
    }

    private void requireOneInput(Optional<FileSource> from) {
        if (file.isEmpty() && from.isEmpty()) {
            throw new UsageException("Name a FILE, - for standard input, or a --source.");
        }
        if (!file.isEmpty() && from.isPresent()) {
            throw new UsageException("Choose one: FILE or --source.");
        }
    }

    private UserImportRequest draft(Optional<Path> path, Optional<FileSource> from, Optional<Path> errors) {
        var name = path.map(p -> String.valueOf(p.getFileName())).orElse(GivenFiles.STANDARD_STREAM);
        var located = from.map(s -> Input.of(s, input.format()))
                .orElseGet(() -> new Input(path.map(Path::toString).orElse(""), false, name, input.format()));
        return new UserImportRequest(
                "",
                located,
                input.csv(),
                upsert.upsert,
                upsert.metadata(),
                upsert.fields(),
                dryRun,
                maxErrors,
                errors.map(Path::toString).orElse(null),
                mirror.mirror(upsert.upsert, from));
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

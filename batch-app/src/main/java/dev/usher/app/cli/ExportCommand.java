package dev.usher.app.cli;

import dev.usher.app.launch.JobRequest;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.InvalidFieldsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher export}: everything that can be wrong is said before a job is written down. */
@Command(
        name = "export",
        header = "Export users into a file.",
        customSynopsis = "usher export FILE [--connection=NAME|ID] [OPTIONS]",
        description = {
            "",
            "The file appears when it is complete. It holds the users that exist when the export begins, in the order of"
                    + " their ids, each with the values that it has when it is read.",
            "A job that was stopped or that failed continues with 'usher jobs restart ID'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher export users.ndjson --connection Username-Password-Authentication",
            "  usher export users.csv.gz --fields user_id,email=E-mail,app_metadata.plan",
            "  usher export acme.ndjson.gz -c acme --all-fields --include-credentials",
            "  usher export - --updated-since 2026-01-01T00:00:00Z | jq .email"
        })
final class ExportCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "Packed with gzip if its name ends in .gz; - for standard output.")
    String file = "";

    @Option(
            names = {"-c", "--connection"},
            paramLabel = "NAME|ID",
            description = "Only users of this connection.")
    @Nullable
    String connection;

    @Option(
            names = "--updated-since",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Only users that were changed then or later, such as 2026-01-01T00:00:00Z, before the export"
                    + " begins. A day alone begins at midnight UTC.")
    @Nullable
    Instant updatedSince;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many users: the first by their ids.")
    @Nullable
    Long limit;

    @Mixin
    FieldOptions fields = new FieldOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    ForceOption force = new ForceOption();

    @Option(names = "--json", description = "Print one JSON document instead of the summary.")
    boolean json;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit must be at least 1.");
        }
        if (file.isEmpty()) {
            throw new UsageException("FILE is empty. Name a file, or - for standard output.");
        }
        var path = isStandardOutput() ? null : requireTarget();
        // Checked with the rest, before anything is started.
        requireFields(request(null, new Target("", true, file, false, false)));
        try (var engine = shell.start()) {
            var connectionId = connection == null
                    ? null
                    : ConnectionLookup.require(engine.connections(), connection).id();
            var request = request(connectionId, target(engine, path));
            var jobId = engine.launch().submitHere(new JobRequest.OfExport(request));
            return new JobRun(shell, engine, json).toTheEnd(jobId).number();
        }
    }

    private UserExportRequest request(@Nullable String connectionId, Target target) {
        var format = output.format(file);
        var chosen = fields.chosen();
        return new UserExportRequest(
                connectionId, updatedSince, limit, chosen, format, output.escape(format, chosen.all()), target);
    }

    private Target target(Engine engine, @Nullable Path path) {
        return path == null
                ? new Target(engine.newStoredExport().toString(), true, file, false, false)
                : new Target(
                        path.toString(),
                        false,
                        String.valueOf(path.getFileName()),
                        OutputOptions.isPacked(file),
                        force.force);
    }

    private Path requireTarget() {
        var path = GivenFiles.requireTarget("FILE", Path.of(file));
        force.requireNew("FILE", path);
        return path;
    }

    private void requireFields(UserExportRequest request) {
        try {
            fields.requireUse(request.selection());
        } catch (InvalidFieldsException e) {
            throw new UsageException("--fields: " + e.getMessage() + fields.advice(), e);
        }
    }

    private boolean isStandardOutput() {
        return GivenFiles.STANDARD_STREAM.equals(file);
    }
}

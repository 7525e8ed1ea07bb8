package dev.usher.app.cli;

import dev.usher.app.cli.ExportOrder.Place;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.InvalidFieldsException;
import dev.usher.jobs.external.FileTarget;
import dev.usher.jobs.search.InvalidQueryException;
import dev.usher.jobs.search.UserQuery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher export}: everything that can be wrong is said before a job is written down. */
@Command(
        name = "export",
        header = "Export users into a file.",
        customSynopsis = {
            "usher export FILE [--connection=NAME|ID] [OPTIONS]",
            "       usher export --to=STORE:NAME [--connection=NAME|ID] [OPTIONS]"
        },
        description = {
            "",
            "The file appears when it is complete. It holds the users that exist when the export begins, in the order of"
                    + " their ids, each with the values that it has when it is read.",
            "A job that was stopped or that failed continues with 'usher jobs restart ID'.",
            "This process runs the job, or a server that you signed in to: 'usher login'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher export users.ndjson --connection Username-Password-Authentication",
            "  usher export users.csv.gz --fields user_id,email=E-mail,app_metadata.plan",
            "  usher export acme.ndjson.gz -c acme --all-fields --include-credentials",
            "  usher export vip.ndjson --q 'app_metadata.plan:\"gold\" AND email_verified:true'",
            "  usher export - --updated-since 2026-01-01T00:00:00Z | jq .email",
            "  usher export --to 'lake:users-{date}.ndjson.gz' --connection acme"
        })
final class ExportCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Packed with gzip if its name ends in .gz; - for standard output.")
    String file = "";

    @Option(
            names = "--to",
            paramLabel = "STORE:NAME",
            description =
                    "Instead of FILE: put it into a store of the settings. In the name, {date}, {time} and {job} stand"
                            + " for the day and the time (UTC) and for the id of the job.")
    @Nullable
    String to;

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

    @Option(
            names = "--q",
            paramLabel = "QUERY",
            description =
                    "Only users that this query finds when the export begins, in the language of docs/user-search.md.")
    @Nullable
    String q;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many users: the first by their ids.")
    @Nullable
    Long limit;

    @Mixin
    FieldOptions fields = new FieldOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    ForceOption force = new ForceOption();

    @Mixin
    SubmitOptions submit = new SubmitOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    ServerOptions server = new ServerOptions();

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        // Checked with the rest, before anything is started.
        var order = order();
        run.check();
        try (var desk = shell.desk(server)) {
            return desk.exportUsers(order, run).number();
        }
    }

    /** @throws UsageException if what was typed makes no sense */
    ExportOrder order() {
        return order(path -> force.requireNewTarget("FILE", path));
    }

    /**
     * As for another machine: whether FILE could be written on this one does not matter.
     *
     * @throws UsageException if what was typed makes no sense
     */
    ExportOrder orderForServers() {
        return order(path -> path);
    }

    private ExportOrder order(UnaryOperator<Path> requireTarget) {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit must be at least 1.");
        }
        requireOneTarget();
        var path = isStandardOutput() || to != null
                ? Optional.<Path>empty()
                : Optional.of(requireTarget.apply(Path.of(file)));
        requireQuery();
        var draft = draft(to == null ? target(path) : external(to));
        requireFields(draft);
        return new ExportOrder(Optional.ofNullable(connection), new Place(path, force.force), draft, submit);
    }

    private void requireOneTarget() {
        if (file.isEmpty() && to == null) {
            throw new UsageException(
                    "FILE is empty. Name a file, or - for standard output. Or name a store with --to.");
        }
        if (!file.isEmpty() && to != null) {
            throw new UsageException("Choose one: FILE or --to.");
        }
    }

    private Target target(Optional<Path> path) {
        return new Target(
                path.map(Path::toString).orElse(""),
                path.isEmpty(),
                path.map(p -> String.valueOf(p.getFileName())).orElse(GivenFiles.STANDARD_STREAM),
                path.isPresent() && OutputOptions.isPacked(file),
                force.force);
    }

    private Target external(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new UsageException("--to: '" + text + "' is not STORE:NAME, as lake:users-{date}.ndjson.gz."
                    + " 'usher stores list' shows the stores.");
        }
        try {
            var target = new FileTarget(text.substring(0, colon), text.substring(colon + 1));
            return Target.of(target, OutputOptions.isPacked(text), force.force);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--to: " + e.getMessage() + ".", e);
        }
    }

    private UserExportRequest draft(Target target) {
        var format = output.format(to == null ? file : to);
        var chosen = fields.chosen();
        return new UserExportRequest(
                null, updatedSince, q, limit, chosen, format, output.escape(format, chosen.all()), target);
    }

    private void requireQuery() {
        try {
            var unused = q == null ? null : UserQuery.parse(q);
        } catch (InvalidQueryException e) {
            throw new UsageException("--q: " + e.getMessage(), e);
        }
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
